using NewsApi.Content.Reading;
using NewsApi.GraphQL.Declaring;

namespace NewsApi.GraphQL.Filtering;

/// <summary>Makes the input types of filters out of what the content types declare.</summary>
internal static class FilterInputs
{
    /// <summary>The filter of a content type: its scalars, its relations, and/or/not.</summary>
    public static InputObjectGraphType Of(TableType type)
    {
        var input = new InputObjectGraphType { Name = NameOf(type.Table), Description = $"Which {type.Plural} are wanted. Everything that is said must hold." };
        input.Field("and", TypeRefs.ListOf(input.Name), "All of these must hold.");
        input.Field("or", TypeRefs.ListOf(input.Name), "At least one of these must hold.");
        input.Field("not", TypeRefs.Named(input.Name), "This must not hold: the exact complement, things without a value included.");
        foreach (var field in type.Filters)
        {
            input.Field(field.Name, TypeRefs.Named(field.InputType), field.Description);
        }

        return input;
    }

    /// <summary>some, none, all and any over a relation to that type.</summary>
    public static InputObjectGraphType ListOf(TableType type) => ListOf(ListNameOf(type.Table), NameOf(type.Table), type.Plural);

    /// <summary>some, none, all and any over a list of texts.</summary>
    public static InputObjectGraphType ListOfTexts() => ListOf(TextsName, "StringOperationFilterInput", "texts");

    private static InputObjectGraphType ListOf(string name, string filterName, string things)
    {
        var filter = TypeRefs.Named(filterName);
        var input = new InputObjectGraphType { Name = name, Description = $"A filter on a list of {things}." };
        input.Field("all", filter, $"Every one of the {things} matches; holds for an empty list too.");
        input.Field("none", filter, $"None of the {things} matches.");
        input.Field("some", filter, $"At least one of the {things} matches.");
        input.Field("any", TypeRefs.Named("Boolean"), "True: the list is not empty. False: it is.");
        return input;
    }

    /// <summary>The operators on a scalar.</summary>
    public static InputObjectGraphType OperationsOf(FilterScalar scalar)
    {
        var input = new InputObjectGraphType { Name = OperationsNameOf(scalar), Description = $"Filter operators on {scalar.TypeName}." };
        if (scalar.TypeName == "String")
        {
            input.Field("and", TypeRefs.ListOf(input.Name), "All of these must hold.");
            input.Field("or", TypeRefs.ListOf(input.Name), "At least one of these must hold.");
        }

        foreach (var op in scalar.Operators)
        {
            var type = !op.TakesList ? TypeRefs.Named(scalar.TypeName)
                : scalar.IsEnum ? TypeRefs.ListOf(scalar.TypeName)
                : new ListGraphType(TypeRefs.Named(scalar.TypeName));
            input.Field(op.Name, type, op.Description);
        }

        return input;
    }

    public const string TextsName = "ListStringOperationFilterInput";

    public static string NameOf(ContentTable table) => $"{table.Name}FilterInput";

    public static string ListNameOf(ContentTable table) => $"ListFilterInputTypeOf{NameOf(table)}";

    public static string OperationsNameOf(FilterScalar scalar) => scalar.IsId ? "IdOperationFilterInput" : $"{scalar.TypeName}OperationFilterInput";

    internal static void Field(this InputObjectGraphType input, string name, IGraphType type, string description) =>
        input.AddField(new FieldType { Name = name, ResolvedType = type, Description = description });
}

using NewsApi.Content.Reading;
using NewsApi.GraphQL.Types;

namespace NewsApi.GraphQL.Filtering;

/// <summary>Makes the input types of filters out of what the content types declare.</summary>
internal static class FilterInputs
{
    /// <summary>The filter of a content type: its scalars, its relations, and/or/not.</summary>
    public static InputObjectGraphType Of(ContentType type)
    {
        var input = new InputObjectGraphType { Name = NameOf(type.Table), Description = $"Which {type.Plural} are wanted. Everything that is said must hold." };
        input.Field("and", Sdl.ListOf(input.Name), "All of these must hold.");
        input.Field("or", Sdl.ListOf(input.Name), "At least one of these must hold.");
        input.Field("not", Sdl.Named(input.Name), "This must not hold: the exact complement, things without a value included.");
        foreach (var scalar in type.Filterable)
        {
            input.Field(scalar.Name, Sdl.Named(OperationsNameOf(scalar)), scalar.Description);
        }

        foreach (var relation in type.FilterableRelations)
        {
            input.Field(relation.Name, Sdl.Named(ListNameOf(relation.Relation.To)), relation.Description);
        }

        return input;
    }

    /// <summary>some, none, all and any over a relation to that type.</summary>
    public static InputObjectGraphType ListOf(ContentType type)
    {
        var (filter, things) = (Sdl.Named(NameOf(type.Table)), type.Plural);
        var input = new InputObjectGraphType { Name = ListNameOf(type.Table), Description = $"A filter on a list of {things}." };
        input.Field("all", filter, $"Every one of the {things} matches; holds for an empty list too.");
        input.Field("none", filter, $"None of the {things} matches.");
        input.Field("some", filter, $"At least one of the {things} matches.");
        input.Field("any", Sdl.Named("Boolean"), "True: the list is not empty. False: it is.");
        return input;
    }

    /// <summary>The operators on a scalar.</summary>
    public static InputObjectGraphType OperationsOf(FilterScalar scalar)
    {
        var input = new InputObjectGraphType { Name = OperationsNameOf(scalar), Description = $"Filter operators on {scalar.TypeName}." };
        if (scalar.TypeName == "String")
        {
            input.Field("and", Sdl.ListOf(input.Name), "All of these must hold.");
            input.Field("or", Sdl.ListOf(input.Name), "At least one of these must hold.");
        }

        foreach (var op in scalar.Operators)
        {
            var type = !op.TakesList ? Sdl.Named(scalar.TypeName)
                : scalar.IsEnum ? Sdl.ListOf(scalar.TypeName)
                : new ListGraphType(Sdl.Named(scalar.TypeName));
            input.Field(op.Name, type, op.Description);
        }

        return input;
    }

    public static string NameOf(ContentTable table) => $"{table.Name}FilterInput";

    public static string ListNameOf(ContentTable table) => $"ListFilterInputTypeOf{NameOf(table)}";

    public static string OperationsNameOf(FilterScalar scalar) => scalar.TypeName == "ID" ? "IdOperationFilterInput" : $"{scalar.TypeName}OperationFilterInput";

    internal static void Field(this InputObjectGraphType input, string name, IGraphType type, string description) =>
        input.AddField(new FieldType { Name = name, ResolvedType = type, Description = description });
}

/// <summary>A scalar of a content type that can be filtered by.</summary>
internal sealed record FilterScalar(string Name, string Description, string TypeName, Field Field)
{
    /// <summary>True where the client passes a global id.</summary>
    public bool IsId => TypeName == "ID";

    public bool IsEnum => Field.Type.IsEnum;

    public IReadOnlyList<FilterOperator> Operators => IsId ? FilterOperators.OfChoice : FilterOperators.For(Field.Type);
}

/// <summary>A relation of a content type that can be filtered by.</summary>
internal sealed record FilterRelation(string Name, string Description, Relation Relation);

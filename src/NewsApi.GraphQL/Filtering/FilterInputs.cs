using NewsApi.GraphQL.Declaring;

namespace NewsApi.GraphQL.Filtering;

/// <summary>Builds the input types of filters. Each table's type in the schema declares the fields that can be filtered.</summary>
internal static class FilterInputs
{
    private const string EitherDescription =
        "At least one of these filters must match. A filter without a condition, such as an empty object, is ignored. If all filters are "
        + "ignored, nothing matches.";

    /// <summary>
    /// Builds the filter type of a table. The type has one field for each filter of the table, and the fields <c>and</c>, <c>or</c> and
    /// <c>not</c>.
    /// </summary>
    public static InputObjectGraphType CreateFor(TableType type)
    {
        var input = new InputObjectGraphType
        {
            Name = FilterTypeNames.Of(type.Table),
            Description =
                $"Filter for {type.Plural}. All conditions must match. Null instead of a condition is rejected; `eq: null` matches a "
                + "missing value.",
        };
        input.Field("and", TypeRefs.ListOf(input.Name), "All of these filters must match.");
        input.Field("or", TypeRefs.ListOf(input.Name), EitherDescription);
        input.Field(
            "not", TypeRefs.Named(input.Name),
            "This filter must not match. `not` is the exact complement: an element without the filtered value also matches `not`.");
        foreach (var field in type.Filters)
        {
            var added = input.Field(field.Name, TypeRefs.Named(field.InputType), field.Description);
            if (field is FilterSearch or FilterBelow)
            {
                added.WithCost(CostExtension.TextCondition);
            }
        }

        return input;
    }

    /// <summary>Builds the filter of related rows, with the fields <c>some</c>, <c>none</c>, <c>all</c> and <c>any</c>.</summary>
    public static InputObjectGraphType CreateForRelation(TableType type) =>
        CreateForList(FilterTypeNames.OfList(type.Table), FilterTypeNames.Of(type.Table), type.Plural);

    /// <summary>Builds the filter of a list of texts, with the fields <c>some</c>, <c>none</c>, <c>all</c> and <c>any</c>.</summary>
    public static InputObjectGraphType CreateForTexts() => CreateForList(FilterTypeNames.Texts, "StringOperationFilterInput", "texts");

    private static InputObjectGraphType CreateForList(string name, string filterName, string items)
    {
        var filter = TypeRefs.Named(filterName);
        var input = new InputObjectGraphType { Name = name, Description = $"A filter on a list of {items}." };
        input.Field("all", filter, $"All of the {items} match; an empty list matches too.");
        input.Field("none", filter, $"None of the {items} matches.");
        input.Field("some", filter, $"At least one of the {items} matches.");
        input.Field("any", TypeRefs.Named("Boolean"), "True: the list is not empty. False: the list is empty.");
        return input;
    }

    /// <summary>Builds the input type that has the operators on a scalar.</summary>
    public static InputObjectGraphType CreateForScalar(FilterScalar scalar)
    {
        var input = new InputObjectGraphType
        {
            Name = FilterTypeNames.OfScalar(scalar),
            Description = $"Filter operators on {scalar.TypeName}.",
        };
        if (scalar.TypeName == "String")
        {
            input.Field("and", TypeRefs.ListOf(input.Name), "All of these filters must match.");
            input.Field("or", TypeRefs.ListOf(input.Name), EitherDescription);
        }

        foreach (var op in scalar.Operators)
        {
            var type = !op.TakesList ? TypeRefs.Named(scalar.TypeName)
                : scalar.IsEnum ? TypeRefs.ListOf(scalar.TypeName)
                : new ListGraphType(TypeRefs.Named(scalar.TypeName));
            input.Field(op.Name, type, op.Description)
                .WithCost(op.ComparesParts ? CostExtension.TextCondition : CostExtension.Condition);
        }

        return input;
    }

    /// <summary>Adds a field to an input type.</summary>
    internal static FieldType Field(this InputObjectGraphType input, string name, IGraphType type, string description) =>
        input.AddField(new FieldType { Name = name, ResolvedType = type, Description = description });
}

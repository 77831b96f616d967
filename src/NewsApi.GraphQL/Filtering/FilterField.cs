using NewsApi.Content.Reading;

namespace NewsApi.GraphQL.Filtering;

/// <summary>Something that things of a type can be filtered by: a field of the type's filter input.</summary>
internal abstract record FilterField(string Name, string Description)
{
    /// <summary>The name of the input type that takes the filter.</summary>
    public abstract string InputType { get; }
}

/// <summary>A scalar.</summary>
/// <param name="IdOf">Where the client passes a global id: of what; empty otherwise.</param>
internal sealed record FilterScalar(string Name, string Description, string TypeName, Field Field, params ContentTable[] IdOf)
    : FilterField(Name, Description)
{
    public override string InputType => FilterInputs.OperationsNameOf(this);

    public bool IsId => IdOf.Length > 0;

    public bool IsEnum => Field.Type.IsEnum;

    public IReadOnlyList<FilterOperator> Operators => IsId ? FilterOperators.OfChoice : FilterOperators.For(Field.Type);
}

/// <summary>A list of texts.</summary>
/// <param name="Item">What an item of the list is filtered by.</param>
internal sealed record FilterTexts(string Name, string Description, Field List, FilterScalar Item) : FilterField(Name, Description)
{
    public override string InputType => FilterInputs.TextsName;
}

/// <summary>Related things.</summary>
/// <param name="One">True where there is one at most, so that its filter stands there without <c>some</c>.</param>
internal sealed record FilterRelation(string Name, string Description, Relation Relation, bool One = false) : FilterField(Name, Description)
{
    public override string InputType => One ? FilterInputs.NameOf(Relation.To) : FilterInputs.ListNameOf(Relation.To);
}

/// <summary>A place in the tree: the thing with that id or any below it.</summary>
internal sealed record FilterBelow(string Name, string Description, ContentTable Table) : FilterField(Name, Description)
{
    public override string InputType => "ID";
}

/// <summary>The full text.</summary>
internal sealed record FilterSearch(string Name, string Description, ContentTable Table) : FilterField(Name, Description)
{
    public override string InputType => "String";
}

namespace NewsApi.GraphQL.Filtering;

/// <summary>An input type whose fields are sort keys, in the order in which a client writes them.</summary>
internal sealed class SortInput : InputObjectGraphType;

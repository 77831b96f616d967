using NewsApi.Content.Reading;

namespace NewsApi.GraphQL.Declaring;

/// <summary>The names of the input types of filters. HotChocolate generates the same names.</summary>
internal static class FilterTypeNames
{
    /// <summary>The name of the filter on a list of texts.</summary>
    public const string Texts = "ListStringOperationFilterInput";

    /// <summary>Returns the name of the filter on a table's rows.</summary>
    public static string Of(ContentTable table) => $"{table.Name}FilterInput";

    /// <summary>
    /// Returns the name of the filter on a list of related rows, which has the fields <c>some</c>, <c>none</c>, <c>all</c> and <c>any</c>.
    /// </summary>
    public static string OfList(ContentTable table) => $"ListFilterInputTypeOf{Of(table)}";

    /// <summary>Returns the name of the input type that has the operators on a scalar.</summary>
    public static string OfScalar(FilterScalar scalar) => scalar.IsId ? "IdOperationFilterInput" : $"{scalar.TypeName}OperationFilterInput";
}

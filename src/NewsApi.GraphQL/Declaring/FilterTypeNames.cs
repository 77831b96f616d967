using NewsApi.Content.Reading;

namespace NewsApi.GraphQL.Declaring;

/// <summary>The names of the input types of filters, which HotChocolate generates the same way.</summary>
internal static class FilterTypeNames
{
    /// <summary>The filter on a list of texts.</summary>
    public const string Texts = "ListStringOperationFilterInput";

    /// <summary>The filter on a table's rows.</summary>
    public static string Of(ContentTable table) => $"{table.Name}FilterInput";

    /// <summary>The filter on a list of related rows: some, none, all, any.</summary>
    public static string OfList(ContentTable table) => $"ListFilterInputTypeOf{Of(table)}";

    /// <summary>The operators on a scalar.</summary>
    public static string OfScalar(FilterScalar scalar) => scalar.IsId ? "IdOperationFilterInput" : $"{scalar.TypeName}OperationFilterInput";
}

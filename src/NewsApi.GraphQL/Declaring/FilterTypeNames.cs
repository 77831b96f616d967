using NewsApi.Content.Reading;

namespace NewsApi.GraphQL.Declaring;

/// <summary>The names of the input types of filters, which HotChocolate generates the same way.</summary>
internal static class FilterTypeNames
{
    /// <summary>The name of the filter on a list of texts.</summary>
    public const string Texts = "ListStringOperationFilterInput";

    /// <summary>Returns the name of the filter on the rows of a table.</summary>
    public static string Of(ContentTable table) => $"{table.Name}FilterInput";

    /// <summary>Returns the name of the filter on a list of related rows: some, none, all, any.</summary>
    public static string OfList(ContentTable table) => $"ListFilterInputTypeOf{Of(table)}";

    /// <summary>Returns the name of the input type with the operators on a scalar.</summary>
    public static string OfScalar(FilterScalar scalar) => scalar.IsId ? "IdOperationFilterInput" : $"{scalar.TypeName}OperationFilterInput";
}

using NewsApi.GraphQL.Declaring;

namespace NewsApi.GraphQL.Paging;

/// <summary>Declares the number of elements of a page, which the cost of an operation depends on.</summary>
internal static class PageSize
{
    /// <summary>Applies <c>@listSize</c> to a field that returns a connection.</summary>
    public static T WithPageSize<T>(this T field)
        where T : FieldType =>
        field.WithListSize(
            ConnectionField.MaxPageSize, ["first", "last"], ConnectionField.DefaultPageSize, ConnectionTypes.Edges, ConnectionTypes.Nodes);
}

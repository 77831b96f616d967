using NewsApi.Content.Wire;

namespace NewsApi.Content.Reading.Lists;

/// <summary>A page of a list.</summary>
/// <param name="Rows">The rows in the order of the list.</param>
/// <param name="Cursors">The cursor of each row, in the same order.</param>
/// <param name="TotalCount">The number of rows in the whole list; null unless <see cref="ListParts.TotalCount"/> was read.</param>
/// <param name="Wire">The head of the change log in the snapshot of the page.</param>
public sealed record Page(
    IReadOnlyList<Row> Rows, IReadOnlyList<string> Cursors, bool HasNext, bool HasPrevious, long? TotalCount, WireCursor Wire);

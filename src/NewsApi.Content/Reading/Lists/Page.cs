namespace NewsApi.Content.Reading.Lists;

/// <summary>A page of a list.</summary>
/// <param name="Rows">The rows of the page in the order asked for.</param>
/// <param name="Cursors">The cursor of each row, in the same order.</param>
/// <param name="TotalCount">How many there are in all; null unless it was asked for.</param>
/// <param name="Wire">Where the change log stood when this was read.</param>
public sealed record Page(
    IReadOnlyList<Row> Rows, IReadOnlyList<string> Cursors, bool HasNext, bool HasPrevious, long? TotalCount, Wire.WireCursor Wire);

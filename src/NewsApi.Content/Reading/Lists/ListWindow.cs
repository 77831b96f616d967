namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// The range of a list that a page was read from. An article outside of the range is not on the page, and does not decide whether the list
/// goes on after the page.
/// </summary>
/// <param name="Order">The sort keys of the list. The id follows them as the last key.</param>
/// <param name="Backward">True if the page was read from its end to its beginning.</param>
/// <param name="After">The sort keys and the id of the row after which the read began; null if it began at an end of the list.</param>
/// <param name="Before">The sort keys and the id of the row before which the read ended; null without such a row.</param>
/// <param name="Last">
/// The sort keys and the id of the last row that was read, which may be one more than the page has. Null if the read came to the end.
/// </param>
internal sealed record ListWindow(
    ValueList<SortKey> Order, bool Backward, IReadOnlyList<object?>? After, IReadOnlyList<object?>? Before, IReadOnlyList<object?>? Last);

using NewsApi.Transport.Operations;

namespace NewsApi.Transport.Pages;

/// <summary>A page of the events of a subscription.</summary>
/// <param name="Events">The events, in their order.</param>
/// <param name="Cursor">The cursor after the page; null if the stream ended before it had one.</param>
/// <param name="AtHead">True if no event followed the page when it ended.</param>
internal sealed record EventPage(IReadOnlyList<StreamEvent> Events, string? Cursor, bool AtHead)
{
    /// <summary>
    /// The body of the error because of which there is no page, such as that of an expired cursor; empty if there is a page.
    /// </summary>
    public ReadOnlyMemory<byte> Error { get; init; }

    /// <summary>
    /// True if <see cref="Cursor"/> is the cursor with which the page begins: the page is empty, and the log has not grown.
    /// </summary>
    public bool IsUnmoved { get; init; }
}

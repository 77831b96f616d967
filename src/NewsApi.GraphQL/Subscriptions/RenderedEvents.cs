namespace NewsApi.GraphQL.Subscriptions;

/// <summary>The rendered events of a segment of the log.</summary>
/// <param name="CutAfter">
/// The last position that was rendered, where the segment was too large to render as a whole; otherwise null.
/// </param>
internal sealed record RenderedEvents(List<RenderedEvent> Events, long? CutAfter);

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>The rendered events of a segment of the log.</summary>
/// <param name="CutAfter">
/// Null if the whole segment was rendered. If the segment ended early because of its size, the last position that was rendered.
/// </param>
internal sealed record RenderedEvents(List<RenderedEvent> Events, long? CutAfter);

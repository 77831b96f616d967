namespace NewsApi.GraphQL.Subscriptions;

/// <summary>The rendered events of a segment of the log.</summary>
/// <param name="CutAfter">
/// Null if the whole segment was rendered. Otherwise the last rendered position, because the segment ended early when it became too large.
/// </param>
internal sealed record RenderedEvents(List<RenderedEvent> Events, long? CutAfter);

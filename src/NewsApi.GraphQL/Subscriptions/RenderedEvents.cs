namespace NewsApi.GraphQL.Subscriptions;

/// <summary>The rendered events of a segment of the log.</summary>
/// <param name="CutAfter">
/// Null if the whole segment was rendered. The last rendered position if the segment was cut because of its size.
/// </param>
internal sealed record RenderedEvents(List<RenderedEvent> Events, long? CutAfter);

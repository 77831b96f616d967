namespace NewsApi.GraphQL.Subscriptions;

/// <summary>The events of a stretch of the log.</summary>
/// <param name="CutAfter">The position up to which they are all there, where the rest of the stretch would have been too much at once; else null.</param>
internal sealed record RenderedEvents(List<RenderedEvent> Events, long? CutAfter);

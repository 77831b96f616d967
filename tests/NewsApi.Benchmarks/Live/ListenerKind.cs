namespace NewsApi.Benchmarks.Live;

/// <summary>How a subscriber gets its events.</summary>
internal enum ListenerKind
{
    EventStream,
    WebSocket,

    /// <summary>One request after another, each for the page of events after a cursor.</summary>
    Page,
}

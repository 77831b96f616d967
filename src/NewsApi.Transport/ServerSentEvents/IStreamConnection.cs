namespace NewsApi.Transport.ServerSentEvents;

/// <summary>The connection of one event stream, after the headers of its response were sent.</summary>
internal interface IStreamConnection
{
    /// <summary>Cancelled when the client has disconnected or the connection was aborted.</summary>
    CancellationToken Closed { get; }

    /// <summary>Sends a part of the response. The caller must await the end of the write before the next one.</summary>
    /// <returns>A task that completes when the connection has accepted the bytes. It waits while the client does not read.</returns>
    ValueTask WriteAsync(ReadOnlySpan<byte> part);

    /// <summary>Sends the end of the response.</summary>
    ValueTask EndAsync();

    void Abort();
}

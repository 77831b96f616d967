using System.Globalization;
using System.Text;
using System.Text.Json;
using NewsApi.Transport.Operations;

namespace NewsApi.Transport.Connections;

/// <summary>
/// Heartbeats and progress as GraphQL results, for a request that asks for them (<see cref="OperationRequest.HasVisibleHeartbeat"/>).
/// Comments of an event stream reach no client's code, so without these a client could not distinguish silence from a dead connection.
/// </summary>
internal sealed class SignOfLife
{
    private readonly string _heartbeat;

    /// <param name="interval">The longest silence that the service leaves; clients derive from it when to reconnect.</param>
    public SignOfLife(TimeSpan interval)
    {
        _heartbeat = string.Create(CultureInfo.InvariantCulture, $"\"heartbeat\":{interval.TotalSeconds}");
        Alone = Render("");
        Ack = Encoding.UTF8.GetBytes("{\"type\":\"connection_ack\",\"payload\":{" + _heartbeat + "}}");
    }

    /// <summary>The result for a heartbeat.</summary>
    public ReadOnlyMemory<byte> Alone { get; }

    /// <summary>The <c>connection_ack</c> of a WebSocket, with the interval; its heartbeats are pings.</summary>
    public ReadOnlyMemory<byte> Ack { get; }

    /// <summary>The result for an event without a body.</summary>
    public ReadOnlyMemory<byte> Render(StreamEvent progress) => Render(
        (progress.Cursor is { } cursor ? ",\"cursor\":" + JsonSerializer.Serialize(cursor) : "")
        + (progress.AtHead ? ""","atHead":true""" : ""));

    private byte[] Render(string more) => Encoding.UTF8.GetBytes("{\"data\":null,\"extensions\":{" + _heartbeat + more + "}}");
}

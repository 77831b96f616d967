using System.Globalization;
using System.Text;
using System.Text.Json;
using NewsApi.Transport.Operations;

namespace NewsApi.Transport.Connections;

/// <summary>
/// Renders heartbeats and progress as GraphQL results, for a request that asks for them
/// (<see cref="OperationRequest.HasVisibleHeartbeat"/>). Libraries do not pass the comments of an event stream to the code of a client. So
/// without these results, the code could not distinguish a silent connection from a dead connection.
/// </summary>
internal sealed class SignOfLife
{
    private readonly string _heartbeat;

    /// <param name="interval">The longest time in which the service sends nothing. Clients use it to decide when to reconnect.</param>
    public SignOfLife(TimeSpan interval)
    {
        _heartbeat = string.Create(CultureInfo.InvariantCulture, $"\"heartbeat\":{interval.TotalSeconds}");
        Alone = Render("");
        Ack = Encoding.UTF8.GetBytes("{\"type\":\"connection_ack\",\"payload\":{" + _heartbeat + "}}");
    }

    /// <summary>The result that is sent as a heartbeat.</summary>
    public ReadOnlyMemory<byte> Alone { get; }

    /// <summary>
    /// The message <c>connection_ack</c> of a WebSocket. It contains the interval of heartbeats, which are pings on a WebSocket.
    /// </summary>
    public ReadOnlyMemory<byte> Ack { get; }

    /// <summary>Returns the result for an event without a body.</summary>
    public ReadOnlyMemory<byte> Render(StreamEvent progress) => Render(
        (progress.Cursor is { } cursor ? ",\"cursor\":" + JsonSerializer.Serialize(cursor) : "")
        + (progress.AtHead ? ""","atHead":true""" : ""));

    private byte[] Render(string more) => Encoding.UTF8.GetBytes("{\"data\":null,\"extensions\":{" + _heartbeat + more + "}}");
}

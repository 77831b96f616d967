namespace NewsApi.Transport.WebSockets;

/// <summary>What a client may send.</summary>
internal enum SocketMessageType
{
    ConnectionInit,
    Ping,
    Pong,
    Subscribe,
    Complete,
}

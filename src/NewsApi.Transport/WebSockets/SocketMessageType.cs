namespace NewsApi.Transport.WebSockets;

/// <summary>The types of messages from clients.</summary>
internal enum SocketMessageType
{
    ConnectionInit,
    Ping,
    Pong,
    Subscribe,
    Complete,
}

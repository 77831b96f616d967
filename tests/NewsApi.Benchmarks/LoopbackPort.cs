using System.Net;
using System.Net.Sockets;

namespace NewsApi.Benchmarks;

/// <summary>Ports of the loopback address, for programs that must be told theirs.</summary>
internal static class LoopbackPort
{
    /// <summary>Returns a port on which nothing listens at present.</summary>
    public static int FindFree()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

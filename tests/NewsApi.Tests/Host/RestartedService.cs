using System.Globalization;
using System.Net;
using System.Net.Sockets;
using NewsApi.Tests.Support;

namespace NewsApi.Tests.Host;

/// <summary>The service as a process of its own that ends and comes back at the same address, over the same database.</summary>
/// <param name="settings">Further settings, as environment variables.</param>
internal sealed class RestartedService(TestDatabase database, params (string Name, string Value)[] settings) : IDisposable
{
    private NewsApiProcess? _process;

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}/");

    /// <summary>
    /// A port that nobody listens at. Not one of those that systems give to outgoing connections: while the service is away, whoever
    /// tries to reach it could be given its port, be connected with itself, and keep the service from coming back.
    /// </summary>
    public static int FreePort()
    {
        while (true)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(20_000, 32_000));
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Taken; another.
            }
        }
    }

    /// <summary>Returns when it listens.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _process = NewsApiProcess.Start(
            Path.GetTempPath(), ["serve", "--urls", Address.ToString()], environment: e =>
            {
                e["ConnectionStrings__News"] = database.ConnectionString;
                foreach (var (name, value) in settings)
                {
                    e[name] = value;
                }
            });
        await _process.ListeningAsync(cancellationToken);
    }

    /// <summary>Ends it with a signal, as <c>kill</c> does; returns when it has ended.</summary>
    public async Task EndAsync(string signal, CancellationToken cancellationToken)
    {
        _process!.Signal(signal);
        await _process.ExitCodeAsync(cancellationToken);
        _process.Dispose();
        _process = null;
    }

    public void Dispose() => _process?.Dispose();
}

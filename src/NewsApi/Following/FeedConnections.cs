using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace NewsApi.Following;

/// <summary>
/// The connections of <see cref="FeedFetcher"/>. A redirect leads into a private network only from a server that is in one itself. The
/// server of a feed could otherwise make requests to machines that only the operator's computer reaches.
/// </summary>
internal sealed class FeedConnections : IDisposable
{
    private readonly FollowOptions _options;

    // Each has a pool of its own: a connection to a named server in a private network must not serve a redirect.
    private readonly HttpClient _named;
    private readonly HttpClient _redirected;

    // For each named server, true if every connection to it went into a private network. One that did not proves that the server of the
    // feed is outside, and its name may resolve to a private address the next time.
    private readonly ConcurrentDictionary<(string Host, int Port), bool> _isPrivate = new();

    public FeedConnections(FollowOptions options) =>
        (_options, _named, _redirected) = (options, MakeClient(options, ConnectToNamedAsync), MakeClient(options, ConnectByRedirectAsync));

    /// <summary>Returns the client for a request.</summary>
    /// <param name="named">The address that the operator named.</param>
    /// <param name="isRedirect">True if a redirect led from there to the address of the request.</param>
    public HttpClient ClientFor(Uri named, bool isRedirect) =>
        isRedirect && !_isPrivate.GetValueOrDefault((named.IdnHost, named.Port)) ? _redirected : _named;

    public void Dispose()
    {
        _named.Dispose();
        _redirected.Dispose();
    }

    // Redirects are followed by FeedFetcher, because each one is checked, and permanent ones are reported. No cookie and no trace is sent.
    private static HttpClient MakeClient(
        FollowOptions options, Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ActivityHeadersPropagator = null,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectCallback = connect,
            ConnectTimeout = options.Silence,
            MaxResponseHeadersLength = 64,
            MaxResponseDrainSize = 0,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private async ValueTask<Stream> ConnectToNamedAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var server = context.DnsEndPoint;
        var addresses = await ResolveAsync(server, cancellationToken);
        var (stream, address) = await ConnectAsync(addresses, server.Port, cancellationToken);
        if (!IsToProxy(context))
        {
            var isPrivate = _options.IsPrivate(address);
            _isPrivate.AddOrUpdate((server.Host, server.Port), isPrivate, (_, before) => before && isPrivate);
        }

        return stream;
    }

    private async ValueTask<Stream> ConnectByRedirectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        // The addresses are checked that are connected to, because a name can resolve to other ones a moment later.
        var server = context.DnsEndPoint;
        var addresses = await ResolveAsync(server, cancellationToken);
        if (!IsToProxy(context) && Array.Find(addresses, _options.IsPrivate) is { } address)
        {
            throw new PrivateNetworkException($"a redirect into a private network is not followed: {server.Host} is {address}");
        }

        return (await ConnectAsync(addresses, server.Port, cancellationToken)).Stream;
    }

    /// <summary>True if the connection goes to a proxy. The proxy resolves the name of the server, and its rules count.</summary>
    private static bool IsToProxy(SocketsHttpConnectionContext context) => context.InitialRequestMessage is var request
        && (request.Method == HttpMethod.Connect
            || !WithoutBrackets(context.DnsEndPoint.Host).Equals(
                WithoutBrackets(request.RequestUri?.IdnHost ?? ""), StringComparison.OrdinalIgnoreCase));

    /// <summary>The handler writes an IPv6 address in brackets, and the address of the request has none.</summary>
    private static string WithoutBrackets(string host) => host.Trim('[', ']');

    private static async Task<IPAddress[]> ResolveAsync(DnsEndPoint server, CancellationToken cancellationToken) =>
        IPAddress.TryParse(server.Host, out var address) ? [address] : await Dns.GetHostAddressesAsync(server.Host, cancellationToken);

    /// <returns>The connection, and the address to which it was made.</returns>
    private static async Task<(Stream Stream, IPAddress Address)> ConnectAsync(
        IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, cancellationToken);
            var address = socket.RemoteEndPoint is IPEndPoint remote ? remote.Address : addresses[0];
            return (new NetworkStream(socket, ownsSocket: true), address);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

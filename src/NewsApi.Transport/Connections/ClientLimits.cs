using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Rates;

namespace NewsApi.Transport.Connections;

/// <summary>The numbers of connections and subscriptions that clients have open.</summary>
internal sealed class ClientLimits(TransportOptions options)
{
    private readonly ClientNetwork _network = new(options.LimitPrivateAddresses);

    /// <summary>Open WebSockets and event streams.</summary>
    public ClientCount Connections { get; } = new(options.MaxConnectionsPerAddress, options.MaxConnectionsPerKey);

    /// <summary>Running subscriptions.</summary>
    public ClientCount Subscriptions { get; } = new(options.MaxSubscriptionsPerClient, options.MaxSubscriptionsPerClient);

    /// <summary>Returns the client to which limits apply; null if none apply.</summary>
    public Client? FindClient(HttpContext context, ClaimsPrincipal caller) =>
        Client.Of(caller, _network.Find(context.Connection.RemoteIpAddress));

    /// <summary>Returns the client before it is authenticated: its address.</summary>
    public Client? FindAddress(HttpContext context) => FindClient(context, new ClaimsPrincipal());
}

using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using NewsApi.Transport.Rates;

namespace NewsApi.Transport.Connections;

/// <summary>
/// The client of one WebSocket. The connection of an anonymous client is counted by its address before the upgrade; that of a key or user
/// is also counted here, because its credentials arrive later.
/// </summary>
internal sealed class ConnectionClient(ClientLimits limits, HttpContext context)
{
    /// <summary>The client that pays for the operations of the socket; null if no limits apply.</summary>
    public Client? Client { get; private set; }

    /// <summary>Counts the subscriptions of all clients.</summary>
    public ClientCount Subscriptions => limits.Subscriptions;

    /// <summary>Sets the client.</summary>
    /// <returns>False if the key or user has too many connections.</returns>
    public bool TryAcquire(ClaimsPrincipal caller)
    {
        var client = limits.FindClient(context, caller);
        if (client is { IsAuthenticated: true } && !limits.Connections.TryAcquire(client))
        {
            return false;
        }

        Client = client;
        return true;
    }

    public void Release()
    {
        if (Client is { IsAuthenticated: true })
        {
            limits.Connections.Release(Client);
        }
    }
}

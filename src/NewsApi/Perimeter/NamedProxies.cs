using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace NewsApi.Perimeter;

/// <summary>
/// Takes the client's address and scheme from <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c>, if a named proxy sent them. The headers
/// of other peers are ignored. The limits for each address then count the clients of a proxy, and not the proxy.
/// </summary>
internal static class NamedProxies
{
    /// <summary>The text for a service without a proxy.</summary>
    public const string None = "none";

    /// <summary>True if the text is <c>none</c>, or addresses and networks separated by <c>;</c>.</summary>
    public static bool IsValid(string text) => TryParse(text) is not null;

    /// <summary>Adds the middleware. It must be the first, because the others use the address and the scheme.</summary>
    public static void UseNamedProxies(this WebApplication app)
    {
        var text = app.Services.GetRequiredService<PerimeterOptions>().Proxies;
        if (TryParse(text) is not { Count: > 0 } proxies)
        {
            return;
        }

        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            // No limit of its own: the last address before a chain of named proxies is the client's.
            ForwardLimit = null,
        };

        // ASP.NET's default is the loopback network. Here only what the operator has named is a proxy.
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in proxies)
        {
            options.KnownIPNetworks.Add(network);
        }

        app.UseForwardedHeaders(options);
    }

    private static List<IPNetwork>? TryParse(string text)
    {
        var networks = new List<IPNetwork>();
        if (text == None)
        {
            return networks;
        }

        foreach (var item in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (IPNetwork.TryParse(item, out var network))
            {
                networks.Add(network);
            }
            else if (IPAddress.TryParse(item, out var address))
            {
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else
            {
                return null;
            }
        }

        return networks.Count > 0 ? networks : null;
    }
}

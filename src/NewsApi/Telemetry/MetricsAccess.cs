using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using Microsoft.Net.Http.Headers;
using NewsApi.Content.Access.Keys;

namespace NewsApi.Telemetry;

/// <summary>Decides who may read the metrics. Every other request gets 404, as if there were no metrics.</summary>
/// <param name="metrics">The setting: <c>private</c>, <c>any</c> or <c>none</c>.</param>
public sealed class MetricsAccess(string metrics)
{
    /// <summary>
    /// The headers that a proxy adds. <c>X-Original-For</c> is what ASP.NET leaves of the headers of a named proxy. A request of a page has
    /// <c>Origin</c>: otherwise any page could read the metrics of a service on the computer of its visitor.
    /// </summary>
    private static readonly string[] Forwarded =
        ["X-Forwarded-For", "X-Original-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Forwarded", HeaderNames.Via,
            HeaderNames.Origin];

    private static readonly IPNetwork[] Private =
    [
        .. new[] { "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "::1/128", "fc00::/7", "fe80::/10" }
            .Select(network => IPNetwork.Parse(network)),
    ];

    public bool Allows(HttpContext context) => metrics switch
    {
        TelemetryOptions.Any => true,
        TelemetryOptions.Private => IsDirect(context) || context.User.HasClaim(ClaimTypes.Role, nameof(Role.Admin)),
        _ => false,
    };

    /// <summary>True if the client has a private address and connects without a proxy.</summary>
    private static bool IsDirect(HttpContext context) =>
        IsPrivate(context.Connection.RemoteIpAddress) && !Forwarded.Any(context.Request.Headers.ContainsKey);

    private static bool IsPrivate(IPAddress? address)
    {
        // A connection over a Unix socket has no address, and its client may be a proxy.
        if (address is null)
        {
            return false;
        }

        var plain = address.AddressFamily == AddressFamily.InterNetworkV6 && address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return Private.Any(network => network.Contains(plain));
    }
}

using System.Net;
using System.Net.Sockets;
using IPNetwork = System.Net.IPNetwork;

namespace NewsApi.Transport.Rates;

/// <summary>The addresses that count as one client, and the addresses without limits.</summary>
/// <param name="limitsPrivate">True if private addresses have limits too.</param>
public sealed class ClientNetwork(bool limitsPrivate)
{
    private static readonly IPNetwork[] Private =
    [
        .. new[]
        {
            "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "::1/128", "fc00::/7", "fe80::/10",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    /// <summary>
    /// Returns the address that stands for the client: an IPv4 address itself, or the first 64 bits of an IPv6 address. One household or
    /// server has all IPv6 addresses with the same first 64 bits. Null if the address has no limits.
    /// </summary>
    public IPAddress? Find(IPAddress? address)
    {
        if (address is null)
        {
            return null;
        }

        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (!limitsPrivate && Array.Exists(Private, network => network.Contains(plain)))
        {
            return null;
        }

        if (plain.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return plain;
        }

        Span<byte> bytes = stackalloc byte[16];
        plain.TryWriteBytes(bytes, out _);
        bytes[8..].Clear();
        return new IPAddress(bytes);
    }
}

using System.Net;

namespace NewsApi.Hosting;

/// <summary>Checks the addresses that the service listens on, before anything is started.</summary>
public static class ListenAddresses
{
    /// <summary>The allowed values in words.</summary>
    public const string Allowed = "http:// or https:// with localhost, an IP address or *, and a port, such as http://localhost:5080";

    /// <summary>
    /// Whether every address can be listened on. Names of hosts are not allowed: Kestrel listens on all addresses of the machine for any
    /// name, even for a misspelt IP address.
    /// </summary>
    public static bool IsValid(string addresses)
    {
        var parts = addresses.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return parts.Length > 0 && Array.TrueForAll(parts, IsAddress);
    }

    private static bool IsAddress(string address)
    {
        try
        {
            var parsed = BindingAddress.Parse(address);
            return parsed.Scheme.ToLowerInvariant() is "http" or "https"
                && (parsed.IsUnixPipe
                    || (IsHost(parsed.Host) && parsed.Port is >= IPEndPoint.MinPort and <= IPEndPoint.MaxPort && parsed.PathBase == ""));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static bool IsHost(string host) =>
        host is "*" or "+" || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && ip.ToString() is var text
            && (host.StartsWith('[') || text.Equals(host, StringComparison.OrdinalIgnoreCase)));
}

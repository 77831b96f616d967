using System.Net;
using System.Security.Claims;

namespace NewsApi.Transport.Rates;

/// <summary>
/// The client to which limits apply: the key or user of an authenticated caller, or the address of an anonymous caller.
/// </summary>
/// <param name="Name">A name for the client; two clients never have the same.</param>
/// <param name="IsAuthenticated">True for a key or user; false for an address.</param>
public sealed record Client(string Name, bool IsAuthenticated)
{
    /// <summary>Returns the client of a caller. Null if no limits apply to it.</summary>
    /// <param name="address">
    /// The network of the client's address (<see cref="ClientNetwork"/>); null if no limits apply to the address.
    /// </param>
    public static Client? Of(ClaimsPrincipal caller, IPAddress? address)
    {
        if (caller.Identity is { IsAuthenticated: true } identity)
        {
            // The id of a key, the subject of a token, or the name if there is no id.
            var id = caller.FindFirst(ClaimTypes.NameIdentifier) ?? caller.FindFirst("sub");
            return new Client($"{identity.AuthenticationType} {id?.Issuer} {id?.Value ?? identity.Name}", IsAuthenticated: true);
        }

        return address is null ? null : new Client(address.ToString(), IsAuthenticated: false);
    }
}

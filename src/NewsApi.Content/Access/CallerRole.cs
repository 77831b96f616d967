using System.Security.Claims;
using NewsApi.Content.Access.Keys;
using NewsApi.Content.Reading;

namespace NewsApi.Content.Access;

/// <summary>Stores the role of a caller as a claim of its principal, and reads it from there.</summary>
public static class CallerRole
{
    public static Claim ToClaim(this Role role) => new(ClaimTypes.Role, role.ToString());

    /// <summary>Returns the content that the caller may read.</summary>
    public static Visibility Sees(this ClaimsPrincipal caller) => RoleOf(caller)?.Sees() ?? Visibility.Public;

    /// <summary>
    /// Decides whether the caller may write content. It is the one rule for mutations and ingest; each of them words its own rejection.
    /// </summary>
    public static WriteAccess FindWriteAccess(this ClaimsPrincipal caller) => RoleOf(caller) switch
    {
        null => WriteAccess.NotAuthenticated,
        { } role => role.Writes() ? WriteAccess.Granted : WriteAccess.NotAuthorized,
    };

    private static Role? RoleOf(ClaimsPrincipal caller) =>
        caller.FindFirst(ClaimTypes.Role) is { } claim ? Enum.Parse<Role>(claim.Value) : null;
}

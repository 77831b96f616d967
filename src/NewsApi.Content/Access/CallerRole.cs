using System.Security.Claims;
using NewsApi.Content.Access.Keys;
using NewsApi.Content.Reading;

namespace NewsApi.Content.Access;

/// <summary>The role of a caller, as a claim of its principal.</summary>
public static class CallerRole
{
    public static Claim ToClaim(this Role role) => new(ClaimTypes.Role, role.ToString());

    /// <summary>What the caller may read.</summary>
    public static Visibility Sees(this ClaimsPrincipal caller) => RoleOf(caller)?.Sees() ?? Visibility.Public;

    /// <summary>Whether the caller may write.</summary>
    public static bool Writes(this ClaimsPrincipal caller) => RoleOf(caller)?.Writes() ?? false;

    private static Role? RoleOf(ClaimsPrincipal caller) =>
        caller.FindFirst(ClaimTypes.Role) is { } claim ? Enum.Parse<Role>(claim.Value) : null;
}

using System.Security.Claims;
using NewsApi.Content.Access.Keys;

namespace NewsApi.Access;

/// <summary>Maps the values of a token's claim to a role.</summary>
internal sealed class TokenRoles
{
    private readonly string _claim;
    private readonly Dictionary<string, Role> _roles;

    public TokenRoles(TokenOptions options)
    {
        _claim = options.RoleClaim;
        _roles = TryParse(options.Roles) ?? throw new FormatException($"'{options.Roles}' is not a mapping to roles.");
    }

    /// <summary>True if the text consists of pairs <c>value=role</c>, separated by <c>;</c>.</summary>
    public static bool IsValid(string text) => TryParse(text) is not null;

    /// <summary>
    /// Returns the highest role that the claim gives. The claim is a text, a text of words, or a list. A token without a known value is
    /// that of a user without rights here: <see cref="Role.Reader"/>, which may read what anonymous callers may.
    /// </summary>
    public Role Find(ClaimsIdentity token) =>
        token.FindAll(_claim).SelectMany(claim => claim.Value.Split(' ').Append(claim.Value))
            .Select(value => _roles.GetValueOrDefault(value, Role.Reader)).DefaultIfEmpty(Role.Reader).Max();

    private static Dictionary<string, Role>? TryParse(string text)
    {
        var roles = new Dictionary<string, Role>(StringComparer.Ordinal);
        foreach (var pair in text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            // The last `=`, because a value may contain one.
            var end = pair.LastIndexOf('=');
            if (end < 1 || !Enum.GetNames<Role>().Contains(pair[(end + 1)..], StringComparer.OrdinalIgnoreCase))
            {
                return null;
            }

            roles[pair[..end]] = Enum.Parse<Role>(pair[(end + 1)..], ignoreCase: true);
        }

        return roles.Count > 0 ? roles : null;
    }
}

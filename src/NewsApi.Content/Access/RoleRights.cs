using NewsApi.Content.Reading;

namespace NewsApi.Content.Access;

/// <summary>What follows from a role.</summary>
public static class RoleRights
{
    /// <summary>What the role may see.</summary>
    public static Visibility Sees(this Role role) => role >= Role.Preview ? Visibility.Everything : Visibility.Public;

    /// <summary>Whether the role may write.</summary>
    public static bool Writes(this Role role) => role >= Role.Editor;
}

using NewsApi.Content.Access.Keys;
using NewsApi.Content.Reading;

namespace NewsApi.Content.Access;

/// <summary>Decides the rights of each role. No other code decides what a caller may read or write.</summary>
public static class RoleRights
{
    /// <summary>Returns the content that the role may read.</summary>
    public static Visibility Sees(this Role role) => role >= Role.Preview ? Visibility.Everything : Visibility.Public;

    /// <summary>True if the role may write content.</summary>
    public static bool Writes(this Role role) => role >= Role.Editor;
}

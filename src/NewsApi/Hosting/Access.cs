using System.Security.Claims;
using NewsApi.Content.Reading;

namespace NewsApi.Hosting;

/// <summary>Who is calling, and so what they may see.</summary>
public static class Access
{
    /// <summary>Roles that see drafts and withdrawn articles too.</summary>
    private static readonly string[] SeeEverything = ["preview", "editor", "admin"];

    /// <summary>Nobody has a role until keys and tokens are read, so everybody is anonymous and sees what is public.</summary>
    public static Visibility VisibilityOf(ClaimsPrincipal caller) =>
        SeeEverything.Any(caller.IsInRole) ? Visibility.Everything : Visibility.Public;
}

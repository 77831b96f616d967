using System.Globalization;
using NewsApi.Content.Database;
using NewsApi.Content.Wire;

namespace NewsApi.Perimeter;

/// <summary>
/// The header <c>News-Lag</c> of each response of a process that only reads: the number of seconds for which the response may lack changes.
/// </summary>
internal static class LagHeader
{
    public const string Name = "News-Lag";

    /// <summary>Adds the middleware, if this process only reads. It must come before every middleware that can respond.</summary>
    public static void UseLagHeader(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<NewsDatabase>().OnlyReads)
        {
            return;
        }

        var lag = app.Services.GetRequiredService<StandbyLag>();
        app.Use(next => context =>
        {
            context.Response.Headers[Name] = Math.Round(lag.Time.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return next(context);
        });
    }
}

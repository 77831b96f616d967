using NewsApi.Access;
using NewsApi.Endpoints;
using NewsApi.Perimeter;
using NewsApi.Telemetry;
using NewsApi.Transport;

namespace NewsApi.Hosting;

/// <summary>Adds middleware and endpoints, in the order in which they run.</summary>
internal static class Pipeline
{
    public static void Map(WebApplication app)
    {
        app.UseLagHeader();
        app.UseNamedProxies();
        app.UseSecurityHeaders();
        if (app.Services.GetRequiredService<PerimeterOptions>().HstsAge > TimeSpan.Zero)
        {
            app.UseHsts();
        }

        app.Services.GetRequiredService<StopDelay>().Use(app);
        app.UseOtherOrigins();
        app.UseRequestRates();

        // Routing comes after it. Without an explicit place, ASP.NET would route a request before everything else.
        app.UseRepeatedRequests();
        app.UseRouting();
        app.UseCallers();
        app.UseMetrics();
        app.UseIde();
        app.UseLive();
        app.UseSamplePictures();
        app.MapGraphQL();
        app.MapIngest();
        app.MapObjects();
        app.MapFeeds();
        app.MapListFeeds();
        app.MapSitemaps();
        app.MapHealth();
        app.MapStartPage();
    }
}

using NewsApi.Access;
using NewsApi.Endpoints;
using NewsApi.Transport;

namespace NewsApi.Hosting;

/// <summary>Middleware and endpoints, in order of running.</summary>
internal static class Pipeline
{
    public static void Map(WebApplication app)
    {
        app.UseAccess();
        app.UseIde();
        app.UseLive();
        app.MapGraphQL();
        app.MapIngest();
        app.MapHealth();
    }
}

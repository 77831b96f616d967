using NewsApi.Access;
using NewsApi.Endpoints;
using NewsApi.Transport;

namespace NewsApi.Hosting;

/// <summary>Adds middleware and endpoints, in the order in which they run.</summary>
internal static class Pipeline
{
    public static void Map(WebApplication app)
    {
        app.UseOtherOrigins();
        app.UseAuthentication();
        app.UseIde();
        app.UseLive();
        app.UseSamplePictures();
        app.MapGraphQL();
        app.MapIngest();
        app.MapHealth();
        app.MapStartPage();
    }
}

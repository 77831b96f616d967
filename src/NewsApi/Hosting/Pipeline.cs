namespace NewsApi.Hosting;

/// <summary>Middleware and endpoints, in order of running.</summary>
internal static class Pipeline
{
    public static void Map(WebApplication app)
    {
        app.MapHealth();
    }
}

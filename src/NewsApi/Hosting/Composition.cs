using NewsApi.Content.Database;

namespace NewsApi.Hosting;

/// <summary>What is registered, in order of dependency.</summary>
internal static class Composition
{
    public static void Register(IServiceCollection services, Settings settings, NewsDatabase database)
    {
        // The ground.
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton(database);

        // How it ends: what is in flight may finish, within bounds.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.DrainTime);
    }
}

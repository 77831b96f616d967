using NewsApi.Content.Articles;
using NewsApi.Hosting;

namespace NewsApi.Cli;

/// <summary>Opens the database for verbs other than <c>serve</c>, with the same settings as the service.</summary>
internal static class VerbDatabase
{
    /// <summary>Opens the database, runs the verb, and then closes the database. Log messages go to standard error.</summary>
    /// <returns>The exit code of the verb.</returns>
    public static Task<int> UseAsync(Func<DatabaseStartup, CancellationToken, Task<int>> work, CancellationToken cancellationToken) =>
        UseAsync((opened, _, cancellation) => work(opened, cancellation), cancellationToken);

    /// <summary>Opens the database, runs a verb that also reads settings, and then closes the database.</summary>
    /// <returns>The exit code of the verb.</returns>
    public static async Task<int> UseAsync(
        Func<DatabaseStartup, Settings, CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        var settings = Settings.Read(builder.Configuration);
        EmbedHosts.Current = EmbedHosts.Parse(settings.Bind<EmbedOptions>().Hosts);
        using var loggers = LoggerFactory.Create(logging => logging
            .AddConfiguration(builder.Configuration.GetSection("Logging"))
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        await using var database = await DatabaseStartup.OpenAsync(settings, loggers.CreateLogger("NewsApi"), cancellationToken);
        return await work(database, settings, cancellationToken);
    }
}

using NewsApi.Hosting;

namespace NewsApi.Cli;

/// <summary>What a verb other than <c>serve</c> works with: the same settings and the same database as the service.</summary>
internal static class VerbDatabase
{
    /// <summary>Opens the database, lets the verb work and leaves again. What is logged goes to standard error.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> UseAsync(
        Func<DatabaseStartup, CancellationToken, Task<int>> work, CancellationToken cancellationToken)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = AppContext.BaseDirectory });
        var settings = Settings.Read(builder.Configuration);
        using var loggers = LoggerFactory.Create(logging => logging
            .AddConfiguration(builder.Configuration.GetSection("Logging"))
            .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        await using var database = await DatabaseStartup.OpenAsync(settings, loggers.CreateLogger("NewsApi"), cancellationToken);
        return await work(database, cancellationToken);
    }
}

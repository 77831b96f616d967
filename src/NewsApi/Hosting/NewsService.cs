using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using NewsApi.Content.Publishing;
using NewsApi.Content.Wire;
using NewsApi.Transport;

namespace NewsApi.Hosting;

/// <summary>The whole service, running: database, host, sockets. What <c>newsapi serve</c> runs and what the tests talk to.</summary>
public sealed class NewsService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly DatabaseStartup _database;
    private readonly ILoggerFactory _outerLoggers;

    private NewsService(WebApplication app, DatabaseStartup database, ILoggerFactory outerLoggers)
    {
        _app = app;
        _database = database;
        _outerLoggers = outerLoggers;
    }

    public IServiceProvider Services => _app.Services;

    /// <summary>The addresses it listens on; a port 0 in the settings has become a real one.</summary>
    public IReadOnlyCollection<string> Addresses =>
        [.. _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses];

    /// <summary>Starts in this order: settings, database, migrations, sample content, the change log, sockets.</summary>
    /// <param name="arguments">Settings as on the command line, such as <c>--urls http://localhost:0</c>.</param>
    /// <exception cref="SettingsException">A setting is wrong, or an address cannot be listened on.</exception>
    /// <exception cref="Postgres.PostgresUnavailableException">There is no database.</exception>
    public static async Task<NewsService> StartAsync(string[] arguments, CancellationToken cancellationToken)
    {
        // appsettings.json lies beside the program, wherever that is called from.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = arguments, ContentRootPath = AppContext.BaseDirectory });
        var settings = Settings.Read(builder.Configuration);
        ListenByDefault(builder);

        // The database is there before the host and longer than it, and so is what it logs to.
        var loggers = LoggerFactory.Create(logging => logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole());
        DatabaseStartup? database = null;
        try
        {
            var logger = loggers.CreateLogger("NewsApi");
            foreach (var unknown in Settings.FindUnknown(builder.Configuration))
            {
                logger.LogWarning("Unknown setting {Name} is ignored", unknown);
            }

            database = await DatabaseStartup.OpenAsync(settings, logger, cancellationToken);
            await database.Database.MigrateAsync(cancellationToken);
            if (database.IsPrivate && settings.Service.SampleContent)
            {
                await SampleContent.LoadIntoEmptyAsync(database.Database, TimeProvider.System, logger, cancellationToken);
            }

            builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.UseHttp2PriorKnowledge()));
            Composition.Register(builder.Services, settings, database.Database);
            var app = builder.Build();
            Pipeline.Map(app);
            await app.Services.GetRequiredService<NewsWire>().StartAsync(cancellationToken);
            app.Services.GetRequiredService<DueArticles>().Start();
            app.Services.GetRequiredService<WireRetention>().Start();
            await ListenAsync(app, cancellationToken);
            return new NewsService(app, database, loggers);
        }
        catch
        {
            if (database is not null)
            {
                await database.DisposeAsync();
            }

            loggers.Dispose();
            throw;
        }
    }

    /// <summary>Returns when the service has been asked to stop and has drained: what was in flight is answered.</summary>
    /// <param name="stopping">Asks it to stop; a signal to the process does so too.</param>
    public Task WaitForStopAsync(CancellationToken stopping) => _app.WaitForShutdownAsync(stopping);

    /// <summary>Drains, closes the database's connections, and leaves the private server last.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
        _outerLoggers.Dispose();
    }

    // Not in appsettings.json: there it would win over ASPNETCORE_URLS and ASPNETCORE_HTTP_PORTS.
    private static void ListenByDefault(WebApplicationBuilder builder)
    {
        string[] saysWhere = ["urls", "http_ports", "https_ports"];
        if (saysWhere.All(key => string.IsNullOrEmpty(builder.Configuration[key])) && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(Settings.UrlsSetting.Default);
        }
    }

    private static async Task ListenAsync(WebApplication app, CancellationToken cancellationToken)
    {
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or SocketException or FormatException or InvalidOperationException)
        {
            await app.DisposeAsync();
            throw new SettingsException(
                $"Cannot listen: {e.Message.TrimEnd('.')}. Stop what is there, or set {Settings.UrlsSetting.Name} to another address.");
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }
}

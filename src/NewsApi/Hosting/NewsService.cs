using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using NewsApi.Content.Articles;
using NewsApi.Content.Caching;
using NewsApi.Content.Linking;
using NewsApi.Content.Publishing;
using NewsApi.Content.Reading.Memory;
using NewsApi.Content.Suggesting;
using NewsApi.Content.Webhooks;
using NewsApi.Content.Wire;
using NewsApi.Endpoints;
using NewsApi.GraphQL.Loading;
using NewsApi.GraphQL.Types;
using NewsApi.Transport;

namespace NewsApi.Hosting;

/// <summary>The running service with its database, host and sockets. <c>newsapi serve</c> and the tests run this class.</summary>
public sealed class NewsService : IAsyncDisposable
{
    /// <summary>The number of threads for each processor that start without a pause.</summary>
    private const int ThreadsOfProcessor = 4;

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

    /// <summary>
    /// The addresses that the service listens on. If the setting <c>Urls</c> has the port 0, the system chooses a port, and the address has
    /// the chosen port.
    /// </summary>
    public IReadOnlyCollection<string> Addresses =>
        [.. _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses];

    /// <summary>Starts the service in this order: settings, database, migrations, sample content, change log, sockets, loops.</summary>
    /// <param name="arguments">The settings, in the form of the command line, such as <c>--urls http://localhost:0</c>.</param>
    /// <exception cref="SettingsException">A setting is invalid, or the service cannot listen on an address.</exception>
    /// <exception cref="Postgres.PostgresUnavailableException">No database is available.</exception>
    public static async Task<NewsService> StartAsync(string[] arguments, CancellationToken cancellationToken)
    {
        ReserveThreads();

        // The schema depends on no setting, and takes as long as opening the database does.
        var schema = Task.Run(() => new NewsSchema(), cancellationToken);

        // The program reads appsettings.json from its own folder, and not from the working directory.
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = arguments, ContentRootPath = AppContext.BaseDirectory });
        var settings = Settings.Read(builder.Configuration);
        EmbedHosts.Current = EmbedHosts.Parse(settings.Bind<EmbedOptions>().Hosts);
        ListenByDefault(builder);

        // A line of the log has the trace id of its request. The ids of spans would only make the line longer.
        builder.Logging.Configure(logging => logging.ActivityTrackingOptions = ActivityTrackingOptions.TraceId);

        // The database starts before the host and stops after the host, so it needs its own loggers.
        var loggers = LoggerFactory.Create(logging => logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole());
        DatabaseStartup? database = null;
        WebApplication? app = null;
        try
        {
            var logger = loggers.CreateLogger("NewsApi");
            foreach (var unknown in Settings.FindUnknown(builder.Configuration))
            {
                logger.LogWarning("The unknown setting {Name} is ignored", unknown);
            }

            database = await DatabaseStartup.OpenAsync(settings, logger, cancellationToken, settings.Bind<RoleOptions>().OnlyReads);
            database.Database.Incidents.Logger = logger;
            await PrepareAsync(database, settings, logger, cancellationToken);

            builder.WebHost.ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.ConfigureEndpointDefaults(endpoint => endpoint.UseEventStreamHandover().UseHttp2PriorKnowledge());
            });
            Composition.Register(builder.Services, settings, database.Database, await schema);
            app = builder.Build();
            Pipeline.Map(app);
            var stop = app.Services.GetRequiredService<StopDelay>();
            database.KeepRunning(() => stop.IsStopping);
            await StartReadersAsync(app.Services, cancellationToken);
            await ListenAsync(app, cancellationToken);
            StartLoops(app.Services, database.Database.OnlyReads);
            return new NewsService(app, database, loggers);
        }
        catch
        {
            if (app is not null)
            {
                await app.DisposeAsync();
            }

            if (database is not null)
            {
                await database.DisposeAsync();
            }

            loggers.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Lets the thread pool start more threads at once. By default it starts one for each processor, and another only after half a second
    /// in which no work was taken. Then a few requests that compute for a tenth of a second, such as a document of 100 000 fields, make all
    /// others wait so long.
    /// </summary>
    private static void ReserveThreads()
    {
        ThreadPool.GetMinThreads(out var threads, out var ports);
        ThreadPool.SetMinThreads(Math.Max(threads, ThreadsOfProcessor * Environment.ProcessorCount), ports);
    }

    /// <summary>Logs what can be opened in a browser: the addresses of the start page.</summary>
    public void LogAddresses()
    {
        var logger = _outerLoggers.CreateLogger("NewsApi");
        foreach (var address in StartPage.AddressesAt(Addresses.First()))
        {
            logger.LogInformation("{Address}", address);
        }
    }

    /// <summary>Completes when a stop was requested and the requests in flight have their responses.</summary>
    /// <param name="stopping">Its cancellation stops the service, like a signal to the process.</param>
    public async Task WaitForStopAsync(CancellationToken stopping)
    {
        await Services.GetRequiredService<StopDelay>().WaitAsync(stopping);
        await _app.StopAsync(CancellationToken.None);
    }

    /// <summary>
    /// Stops the service: finishes the requests in flight, closes the connections to the database, and then ends the use of the private
    /// server.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _database.DisposeAsync();
        _outerLoggers.Dispose();
    }

    // The default is not in appsettings.json, because that would override ASPNETCORE_URLS and ASPNETCORE_HTTP_PORTS.
    private static void ListenByDefault(WebApplicationBuilder builder)
    {
        string[] keys = ["urls", "http_ports", "https_ports"];
        if (keys.All(key => string.IsNullOrEmpty(builder.Configuration[key]))
            && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(Settings.UrlsSetting.Default);
        }
    }

    /// <summary>Applies the migrations, and loads the sample content. A process that only reads waits for the migrations.</summary>
    private static async Task PrepareAsync(
        DatabaseStartup database, Settings settings, ILogger logger, CancellationToken cancellationToken)
    {
        if (database.Database.OnlyReads)
        {
            await database.Database.WaitForMigrationsAsync(settings.Service.DatabaseWait, cancellationToken);
            return;
        }

        await database.Database.MigrateAsync(cancellationToken);
        if (settings.LoadsSampleContent(database.IsPrivate))
        {
            var service = SamplePictures.FindService(settings.Configuration[Settings.UrlsSetting.Key]);
            await SampleContent.LoadIntoEmptyAsync(database.Database, TimeProvider.System, logger, cancellationToken, service);
        }
    }

    /// <summary>Starts what keeps answers right. Requests need it.</summary>
    private static async Task StartReadersAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<NewsWire>().StartAsync(cancellationToken);
        await services.GetRequiredService<StandbyLag>().StartAsync(cancellationToken);
        if (services.GetRequiredService<AnswerCache>().IsEnabled)
        {
            services.GetRequiredService<PublicPeriods>().Start();
        }

        services.GetRequiredService<EntityMemoryFollower>().Start();
    }

    /// <summary>
    /// Starts what runs beside the requests. A process that only reads does not start what writes. Started before the service listens,
    /// the loops would take the processor from it.
    /// </summary>
    private static void StartLoops(IServiceProvider services, bool onlyReads)
    {
        services.GetRequiredService<ArchiveIndexFollower>().Start();
        if (!onlyReads)
        {
            services.GetRequiredService<DueArticles>().Start();
            services.GetRequiredService<NameRefreshFollower>().Start();
            services.GetRequiredService<WireRetention>().Start();
            services.GetRequiredService<WebhookDeliveries>().Start();
            services.GetRequiredService<NameIndexFollower>().Start();
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
            throw new SettingsException(
                $"Cannot listen: {e.Message.Split('\n')[0].Trim().TrimEnd('.')}. "
                + $"Stop the program that uses the address, or set {Settings.UrlsSetting.Name} to another one.");
        }
    }
}

using NewsApi.Access;
using NewsApi.Content.Access;
using NewsApi.Content.Caching;
using NewsApi.Content.Database;
using NewsApi.Content.Importing;
using NewsApi.Content.Linking;
using NewsApi.Content.Outgoing;
using NewsApi.Content.Publishing;
using NewsApi.Content.Reading.Counts;
using NewsApi.Content.Reading.Memory;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Suggesting;
using NewsApi.Content.Webhooks;
using NewsApi.Content.Wire;
using NewsApi.Endpoints;
using NewsApi.GraphQL.Errors;
using NewsApi.GraphQL.Execution;
using NewsApi.GraphQL.Loading;
using NewsApi.GraphQL.Persisted;
using NewsApi.GraphQL.Subscriptions;
using NewsApi.GraphQL.Types;
using NewsApi.Perimeter;
using NewsApi.Telemetry;
using NewsApi.Transport.Http;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Rates;
using NewsApi.Transport.Repeats;

namespace NewsApi.Hosting;

/// <summary>Registers the services. Each service comes after the services that it depends on.</summary>
internal static class Composition
{
    /// <summary>The requests that lead to answers in memory may take this share of the memory for answers.</summary>
    private const int RepeatedShare = 4;

    public static void Register(IServiceCollection services, Settings settings, NewsDatabase database, NewsSchema schema)
    {
        // The base.
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton(database);
        services.AddSingleton(database.Incidents);
        services.AddTelemetry(settings.Bind<TelemetryOptions>(), settings.Configuration);

        // The perimeter. ASP.NET adds HSTS only to responses over HTTPS, and not for localhost.
        var perimeter = settings.Bind<PerimeterOptions>();
        services.AddSingleton(perimeter);
        services.AddHsts(hsts => hsts.MaxAge = perimeter.HstsAge);
        services.AddCors();

        // Authentication.
        services.AddSingleton<ApiKeys>();
        services.AddCallers(settings.Bind<TokenOptions>());

        // Operations.
        services.AddSingleton(settings.Transport);
        services.AddSingleton(settings.Bind<RateOptions>());
        services.AddSingleton<RateLimits>();
        services.AddSingleton(settings.Bind<OperationOptions>());
        services.AddSingleton(settings.Bind<RoleOptions>());
        RegisterReading(services, settings);
        services.AddSingleton<DueArticlesOptions>();
        services.AddSingleton<DueArticles>();
        services.AddSingleton<NameRefreshFollower>();
        services.AddSingleton<WireRetention>();
        services.AddSingleton(settings.Bind<WebhookOptions>());
        services.AddSingleton<WebhookDeliveries>();
        services.AddSingleton(_ => schema);
        services.AddSingleton<EntityCommands>();
        RegisterLinking(services, settings.Bind<LinkingOptions>());
        services.AddSingleton<ArchiveIndex>();
        services.AddSingleton<ArchiveIndexFollower>();
        services.AddSingleton<Suggester>();
        services.AddSingleton(settings.Bind<SubscriptionOptions>());
        services.AddSingleton<FailureReporter>();
        services.AddSingleton<SubscriptionHub>();
        services.AddSingleton(settings.Bind<PersistedOptions>());
        services.AddSingleton(provider => new TrustedDocuments(
            Path.Combine(AppContext.BaseDirectory, "operations"), provider.GetRequiredService<PersistedOptions>(),
            provider.GetRequiredService<ILogger<TrustedDocuments>>()));
        services.AddSingleton<PersistedOperations>();
        services.AddSingleton<OperationTelemetry>();
        services.AddSingleton<Admission>();
        services.AddSingleton<IOperationExecutor, OperationExecutor>();
        var isPublished = settings.Bind<OperationOptions>().Introspection;
        services.AddSingleton<PublicContent>();
        services.AddSingleton<PublicDocuments>();
        services.AddSingleton(new SitemapSize());
        services.AddSingleton<SchemaText>(provider => () => isPublished ? provider.GetRequiredService<NewsSchema>().Text : null);

        services.AddSingleton(settings.Service);
        services.AddSingleton<StopDelay>();
        services.AddSingleton<IHostLifetime, UnmanagedLifetime>();

        // Stopping: requests in flight may finish within this time.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Service.DrainTime);
    }

    /// <summary>Registers the change log, the snapshots that answers are read from, and what is kept in memory of both.</summary>
    private static void RegisterReading(IServiceCollection services, Settings settings)
    {
        services.AddSingleton(settings.Bind<CacheOptions>());
        services.AddSingleton(settings.Bind<WireOptions>());
        services.AddSingleton<NewsWire>();
        services.AddSingleton<StandbyLag>();
        services.AddSingleton(settings.Bind<EntityMemoryOptions>());
        services.AddSingleton<EntityMemory>();
        services.AddSingleton<EntityMemoryFollower>();
        services.AddSingleton(settings.Bind<CountMemoryOptions>());
        services.AddSingleton<CountMemory>();
        services.AddSingleton<SnapshotFactory>();
        services.AddSingleton<PublicPeriods>();
        services.AddSingleton<AnswerCache>();
        services.AddSingleton(provider => new RepeatedRequests(
            provider.GetRequiredService<CacheOptions>().Size / RepeatedShare, provider.GetRequiredService<AnswerCache>().Reserve));
    }

    /// <summary>
    /// Registers the writers of articles. If linking is on, the writers also link the articles to the people, places and topics that the
    /// articles name.
    /// </summary>
    private static void RegisterLinking(IServiceCollection services, LinkingOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<NameIndexSource>();
        services.AddSingleton<NameIndexFollower>();
        services.AddSingleton<ArticleLinker>();
        services.AddSingleton(provider => new ArticleCommands(provider.GetRequiredService<NewsDatabase>(), Linker(provider)));
        services.AddSingleton(provider => new Importer(provider.GetRequiredService<NewsDatabase>(), Linker(provider)));

        ArticleLinker? Linker(IServiceProvider provider) => options.Enabled ? provider.GetRequiredService<ArticleLinker>() : null;
    }
}

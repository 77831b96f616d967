using NewsApi.Access;
using NewsApi.Content.Access;
using NewsApi.Content.Database;
using NewsApi.Content.Importing;
using NewsApi.Content.Linking;
using NewsApi.Content.Publishing;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Suggesting;
using NewsApi.Content.Wire;
using NewsApi.GraphQL.Errors;
using NewsApi.GraphQL.Execution;
using NewsApi.GraphQL.Loading;
using NewsApi.GraphQL.Subscriptions;
using NewsApi.GraphQL.Types;
using NewsApi.Transport.Http;
using NewsApi.Transport.Operations;

namespace NewsApi.Hosting;

/// <summary>Registers the services. Each service comes after the services that it depends on.</summary>
internal static class Composition
{
    public static void Register(IServiceCollection services, Settings settings, NewsDatabase database)
    {
        // The base.
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton(database);

        // Authentication.
        services.AddSingleton<ApiKeys>();
        services.AddSingleton<KeyRevocation>();
        services.AddSingleton(provider =>
            Authentication.MakeCallerCheck(provider.GetRequiredService<ApiKeys>(), provider.GetRequiredService<KeyRevocation>()));

        // Operations.
        services.AddCors();
        services.AddSingleton(settings.Transport);
        services.AddSingleton(settings.Bind<OperationOptions>());
        services.AddSingleton<SnapshotFactory>();
        services.AddSingleton(settings.Bind<WireOptions>());
        services.AddSingleton<NewsWire>();
        services.AddSingleton<DueArticlesOptions>();
        services.AddSingleton<DueArticles>();
        services.AddSingleton<WireRetention>();
        services.AddSingleton<NewsSchema>();
        services.AddSingleton<EntityCommands>();
        RegisterLinking(services, settings.Bind<LinkingOptions>());
        services.AddSingleton<ArchiveIndex>();
        services.AddSingleton<ArchiveIndexFollower>();
        services.AddSingleton<Suggester>();
        services.AddSingleton(settings.Bind<SubscriptionOptions>());
        services.AddSingleton<FailureReporter>();
        services.AddSingleton<SubscriptionHub>();
        services.AddSingleton<IOperationExecutor, OperationExecutor>();
        services.AddSingleton<SchemaText>(provider => () => provider.GetRequiredService<NewsSchema>().Text);

        // Stopping: requests in flight may finish within this time.
        services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Service.DrainTime);
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

namespace NewsApi.Benchmarks.Live;

/// <summary>What all measurements of a run work with.</summary>
internal sealed record LiveContext(
    LiveOptions Options, BenchmarkDatabase Database, Publisher Publisher, SubscriberPool Subscribers, TemplateGenerator Templates,
        LiveReport Report)
{
    private const int WarmUpListeners = 100;

    // Code that runs often is compiled again, better, after thirty calls and a while.
    private const int WarmUpEvents = 200;

    // What was set up leaves garbage and pools behind, and they are given back by and by.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    /// <summary>A service that has compiled what it is about to do.</summary>
    /// <param name="sockets">Whether that is for WebSockets.</param>
    public async Task<LiveService> WarmServiceAsync(bool sockets, CancellationToken cancellationToken)
    {
        var service = await LiveService.StartAsync(Database.ConnectionString, cancellationToken);
        try
        {
            var all = Subscriptions.ToAll(service, await Publisher.CursorAsync(service, cancellationToken), sockets);
            await Subscribers.OpenAsync(all, Math.Min(WarmUpListeners, Options.Subscribers), cancellationToken);
            await BroadcastAsync(service, Templates.Next(WarmUpEvents), null, cancellationToken);
            await Subscribers.CloseAsync(cancellationToken);
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Publishes through the service that the listeners hang on, one event right after another.</summary>
    public Task<Broadcast> BroadcastAsync(
        LiveService service, ArticleTemplate[] articles, Filter[]? filters, CancellationToken cancellationToken) =>
        Broadcast.RunAsync(Publisher, service, service, Subscribers, articles, filters, TimeSpan.Zero, cancellationToken);

    /// <summary>The service's resident bytes once it has come to rest.</summary>
    public async Task<long> SettledMemoryAsync(LiveService service, CancellationToken cancellationToken)
    {
        await Task.Delay(Settling, cancellationToken);
        return service.Memory;
    }
}

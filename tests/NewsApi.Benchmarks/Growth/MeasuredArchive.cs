namespace NewsApi.Benchmarks.Growth;

/// <summary>A database of one size, the service over it, and the queries with their answers.</summary>
internal sealed class MeasuredArchive : IAsyncDisposable
{
    private readonly BenchmarkDatabase _database;
    private readonly ChildProcess _service;

    private MeasuredArchive(BenchmarkDatabase database, ChildProcess service)
    {
        (_database, _service) = (database, service);
        Side = new Side("service", service, database.Database.Source);
    }

    public Side Side { get; }

    /// <summary>By the name of a query: the file with its requests for the load generator.</summary>
    public Dictionary<string, string> Files { get; } = [];

    /// <summary>By the name of a query: the pages that PostgreSQL reads for one request; empty where plans cannot be seen.</summary>
    public Dictionary<string, double> Buffers { get; } = [];

    /// <param name="name">Tells the folders of two databases apart.</param>
    public static async Task<MeasuredArchive> OpenAsync(
        int articles, string name, bool keep, Measurement measurement, CancellationToken cancellationToken)
    {
        var database = await BenchmarkDatabase.OpenAsync(keep, cancellationToken, name);
        Run.Say(await Corpus.LoadAsync(database.Database, articles, cancellationToken));
        var picks = await Picks.FromAsync(database.Database.Source, articles, cancellationToken);
        Run.Say(picks.Summary);
        var archive = new MeasuredArchive(database, await Run.StartAsync("service", database.ConnectionString, cancellationToken));
        using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(2) };
        var answers = new Answers(http, archive._service.Greeting, "");
        var queries = GrowthRun.Queries(picks, await answers.WalkAsync(picks.Depth, cancellationToken));
        foreach (var query in queries)
        {
            archive.Files[query.Name] = await measurement.WriteAsync(
                $"{query.Name} of {articles}", await answers.OfServiceAsync(query, cancellationToken), cancellationToken);
        }

        await archive.ReadPlansAsync(queries, http, cancellationToken);
        return archive;
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        await _database.DisposeAsync();
    }

    private async Task ReadPlansAsync(IReadOnlyList<Query> queries, HttpClient http, CancellationToken cancellationToken)
    {
        if (await Plans.FindAsync(_database, cancellationToken) is not { } plans)
        {
            return;
        }

        await using var watched = await Run.StartAsync("service", Plans.Watched(_database.ConnectionString), cancellationToken);
        var answers = new Answers(http, watched.Greeting, "");
        foreach (var query in queries)
        {
            var plan = await plans.OfAsync(() => answers.AskAsync(query.Document, query.Variants[0].Variables, cancellationToken));
            Buffers[query.Name] = plan.Buffers;
        }
    }
}

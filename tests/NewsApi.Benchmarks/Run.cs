using Npgsql;

namespace NewsApi.Benchmarks;

/// <summary>
/// A run, from the empty database to the report:
/// 1. the database is filled, or found filled; 2. the limit, the service and the load generator start, each a process of its own;
/// 3. both sides answer everything once, and must agree; 4. PostgreSQL's plans are looked at; 5. both sides warm up;
/// 6. rounds: each query on the one side and at once on the other; 7. the report.
/// </summary>
internal static class Run
{
    // Both sides compile themselves anew while they are called, for some ten seconds of work; less is for trying the runner out.
    private const double WarmUpSeconds = 10;
    private const double LeastWarmUpSeconds = 2;

    public static async Task<int> OfAsync(RunOptions options, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("newsapi-load-").FullName;
        try
        {
            // 1.
            Say("database");
            await using var database = await BenchmarkDatabase.OpenAsync(options.Keep, cancellationToken);
            var corpus = await Corpus.LoadAsync(database.Database, options.Articles, cancellationToken);
            Say(corpus);
            var picks = await Picks.FromAsync(database.Database.Source, options.Articles, cancellationToken);
            Say(picks.Summary);

            // 2.
            await using var limit = await StartAsync("limit", database.ConnectionString, cancellationToken);
            await using var service = await StartAsync("service", database.ConnectionString, cancellationToken);
            await using var load = await ChildProcess.StartAsync("load", new Dictionary<string, string>(), cancellationToken);
            Say($"processes: service {service.Id} at {service.Greeting}, limit {limit.Id} at {limit.Greeting}, load generator {load.Id}");

            // 3.
            using var http = new HttpClient { Timeout = TimeSpan.FromMinutes(2) };
            var answers = new Answers(http, service.Greeting, limit.Greeting);
            var measurement = new Measurement(load, folder, options.Connections);
            var report = new Report(options, corpus, picks);
            var queries = await QueriesAsync(options, answers, picks, report, cancellationToken);
            var sides = new Side[] { new("service", service, database.Database.Source), new("limit", limit, database.Database.Source) };
            var files = new Dictionary<(Query, Side), string>();
            foreach (var query in queries)
            {
                var (ofService, ofLimit) = await answers.CompareAsync(query, cancellationToken);
                files[(query, sides[0])] = await measurement.WriteAsync($"{query.Name} of the service", ofService, cancellationToken);
                files[(query, sides[1])] = await measurement.WriteAsync($"{query.Name} of the limit", ofLimit, cancellationToken);
                report.Add(query, ofService.Zip(ofLimit).All(p => p.First.Answer == p.Second.Answer));
            }

            // 4.
            await PlanAsync(database, queries, report, cancellationToken);

            // 5.
            var plain = await measurement.WriteAsync(
                "plain text", [new Exchange(Mix.LimitRequest("/plaintext"), "Hello, World!")], cancellationToken);
            Say("warming up");
            var warmUp = options.Seconds < LeastWarmUpSeconds ? options.Seconds
                : Math.Max(LeastWarmUpSeconds, WarmUpSeconds / queries.Count);
            foreach (var ((_, side), file) in files)
            {
                await measurement.RunAsync(side, file, warmUp, cancellationToken);
            }

            // 6.
            for (var round = 1; round <= options.Rounds; round++)
            {
                Say($"round {round} of {options.Rounds}");
                report.AddPlainText(await measurement.RunAsync(sides[1], plain, options.Seconds, cancellationToken));
                foreach (var query in queries)
                {
                    // Turn and turn about, so that neither side always comes after the other.
                    foreach (var side in round % 2 == 1 ? sides : sides.Reverse())
                    {
                        report.Add(query, side.Name,
                            await measurement.RunAsync(side, files[(query, side)], options.Seconds, cancellationToken));
                    }
                }
            }

            // 7.
            Console.WriteLine(report.Text());
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>A role's process, on that database.</summary>
    public static Task<ChildProcess> StartAsync(string role, string connectionString, CancellationToken cancellationToken) =>
        StartAsync(role, role, connectionString, [], cancellationToken);

    /// <summary>A role's process with more settings, and with a name by which <see cref="Side"/> finds its connections.</summary>
    public static Task<ChildProcess> StartAsync(
        string role, string name, string connectionString, IEnumerable<(string Name, string Value)> settings,
        CancellationToken cancellationToken)
    {
        var named = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = $"benchmark {name}" };
        var environment = settings.ToDictionary(s => s.Name, s => s.Value);
        environment["ConnectionStrings__News"] = named.ConnectionString;
        environment["DOTNET_gcServer"] = "1";

        // The reads that are compared must be reads.
        environment.TryAdd("NewsApi__Cache__Size", "0");
        environment["Logging__LogLevel__Default"] = "Warning";
        return ChildProcess.StartAsync(role, environment, cancellationToken);
    }

    private static async Task<IReadOnlyList<Query>> QueriesAsync(
        RunOptions options, Answers answers, Picks picks, Report report, CancellationToken cancellationToken)
    {
        var search = await answers.CanSearchAsync(cancellationToken);
        if (!search)
        {
            report.Note("search: left out, the schema has no articles(search:) yet");
        }

        var selected = Mix.Queries(picks, "", search)
            .Where(q => options.Only.Length == 0 || options.Only.Any(o => q.Name.StartsWith(o, StringComparison.Ordinal)))
            .Select(q => q.Name).ToHashSet();
        if (selected.Any(name => name == Mix.Deep || name.StartsWith(Mix.NewestBy, StringComparison.Ordinal)))
        {
            // What those are held against.
            selected.Add(Mix.Plain);
        }

        if (selected.Count == 0)
        {
            throw new DisagreementException($"No query's name begins with {string.Join(" or ", options.Only)}.");
        }

        // A long walk, so only for who asks for it.
        var cursor = selected.Contains(Mix.Deep) ? await answers.WalkAsync(picks.Depth, cancellationToken) : "";
        return [.. Mix.Queries(picks, cursor, search).Where(q => selected.Contains(q.Name))];
    }

    private static async Task PlanAsync(
        BenchmarkDatabase database, IReadOnlyList<Query> queries, Report report, CancellationToken cancellationToken)
    {
        if (await Plans.FindAsync(database, cancellationToken) is not { } plans)
        {
            report.Note("plans: not looked at, because there is no log of a private server or no auto_explain");
            return;
        }

        Say("plans");
        await using var watched = await StartAsync("service", Plans.Watched(database.ConnectionString), cancellationToken);
        using var http = new HttpClient();
        var answers = new Answers(http, watched.Greeting, "");
        foreach (var query in queries)
        {
            report.Add(query, await plans.OfAsync(() => answers.AskAsync(query.Document, query.Variants[0].Variables, cancellationToken)));
        }
    }

    /// <summary>Prints progress.</summary>
    public static void Say(string text) => Console.Error.WriteLine($"{TimeProvider.System.GetLocalNow():HH:mm:ss} {text}");
}

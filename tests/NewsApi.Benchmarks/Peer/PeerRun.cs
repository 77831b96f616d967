using System.CommandLine;

namespace NewsApi.Benchmarks.Peer;

/// <summary>
/// Measures the service against PostGraphile over the same tables, and both against the limit:
/// 1. the programs are installed and the database is filled; 2. both are started several times; 3. each query is answered once, with the
/// same content; 4. all warm up; 5. rounds, each query on all sides in turn; 6. the report.
/// </summary>
internal static class PeerRun
{
    private const int Starts = 5;
    private const double WarmUpSeconds = 4;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);

    /// <summary>The command line, which calls <paramref name="run"/> with its options.</summary>
    public static Command Command(Func<RunOptions, CancellationToken, Task<int>> run)
    {
        var articles = RunOptions.Number("--articles", 200_000, 100, 5_000_000, "How many articles to load.");
        var rounds = RunOptions.Number("--rounds", 5, 1, 100, "How often to measure each query; medians are reported.");
        var seconds = new Option<double>("--seconds") { Description = "How long one measurement takes.", DefaultValueFactory = _ => 2 };
        var connections = RunOptions.Number("--connections", 12, 1, 256, "How many requests are in flight at once.");
        var keep = new Option<bool>("--keep") { Description = "Keep the database and the installed programs for the next run." };
        var command = new Command("peer", "Measures the service against PostGraphile.") { articles, rounds, seconds, connections, keep };
        command.SetAction((parsed, cancellationToken) => run(
            new RunOptions(
                parsed.GetValue(articles), parsed.GetValue(rounds), parsed.GetValue(seconds), parsed.GetValue(connections), [],
                parsed.GetValue(keep), Statements: false),
            cancellationToken));
        return command;
    }

    public static async Task<int> OfAsync(RunOptions options, CancellationToken cancellationToken)
    {
        var folder = options.Keep
            ? Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "newsapi-benchmarks-peer")).FullName
            : Directory.CreateTempSubdirectory("newsapi-peer-").FullName;
        try
        {
            // 1.
            Run.Say("programs");
            var programs = new PeerPrograms(folder);
            await programs.InstallAsync(cancellationToken);
            Run.Say("database");
            await using var database = await BenchmarkDatabase.OpenAsync(options.Keep, cancellationToken);
            var corpus = await Corpus.LoadAsync(database.Database, options.Articles, cancellationToken);
            Run.Say(corpus);
            var picks = await Picks.FromAsync(database.Database.Source, options.Articles, cancellationToken);
            await using var views = await PeerViews.CreateAsync(database.Database.Source, cancellationToken);
            var queries = Mix.Queries(picks, "", search: true).Where(q => PeerQueries.Names.Contains(q.Name)).ToArray();
            var report = new PeerReport(options, corpus);
            await MeasureAsync(options, programs, database, queries, folder, report, cancellationToken);

            // 6.
            Console.WriteLine(report.Text());
            return 0;
        }
        finally
        {
            if (!options.Keep)
            {
                Directory.Delete(folder, recursive: true);
            }
        }
    }

    private static async Task MeasureAsync(
        RunOptions options, PeerPrograms programs, BenchmarkDatabase database, Query[] queries, string folder, PeerReport report,
        CancellationToken cancellationToken)
    {
        // 2.
        var first = queries.Single(q => q.Name == Mix.Plain);
        Func<Task<ProgramProcess>> startService = () => programs.StartServiceAsync(database.ConnectionString, first, cancellationToken);
        Func<Task<ProgramProcess>> startPeer = () =>
            programs.StartPeerAsync(database.ConnectionString, PeerQueries.For(first), cancellationToken);
        Run.Say("starts");
        for (var i = 0; i < Math.Min(Starts, options.Rounds); i++)
        {
            await using (var once = await startService())
            {
                report.AddStart(PeerReport.Service, once.StartUp);
            }

            await using (var once = await startPeer())
            {
                report.AddStart(PeerReport.Peer, once.StartUp);
            }
        }

        // 3.
        await using var service = await startService();
        await using var peer = await startPeer();
        await using var limit = await Run.StartAsync("limit", database.ConnectionString, cancellationToken);
        await using var load = await ChildProcess.StartAsync("load", new Dictionary<string, string>(), cancellationToken);
        var measurement = new Measurement(load, folder, options.Connections);
        Side[] sides =
        [
            new(PeerReport.Service, service, database.Database.Source),
            new(PeerReport.Peer, peer, database.Database.Source),
            new(PeerReport.Limit, limit, database.Database.Source),
        ];
        var files = await CompareAsync(queries, sides, measurement, cancellationToken);
        await Task.Delay(Rest, cancellationToken);
        report.AddRest(PeerReport.Service, service.Memory);
        report.AddRest(PeerReport.Peer, peer.Memory);

        // 4.
        Run.Say("warming up");
        foreach (var ((_, side), file) in files)
        {
            await measurement.RunAsync(side, file, Math.Min(WarmUpSeconds, 2 * options.Seconds), cancellationToken);
        }

        // 5.
        for (var round = 0; round < options.Rounds; round++)
        {
            Run.Say($"round {round + 1} of {options.Rounds}");
            foreach (var query in queries)
            {
                // Each round begins with another side, because the first of a round finds a colder machine.
                foreach (var side in sides.Skip(round % sides.Length).Concat(sides.Take(round % sides.Length)))
                {
                    report.Add(
                        query, side.Name, await measurement.RunAsync(side, files[(query, side)], options.Seconds, cancellationToken));
                }
            }

            report.AddLoad(PeerReport.Service, service.Memory);
            report.AddLoad(PeerReport.Peer, peer.Memory);
        }
    }

    /// <exception cref="DisagreementException">A side fails, or the answers of two sides have different content.</exception>
    private static async Task<Dictionary<(Query, Side), string>> CompareAsync(
        Query[] queries, Side[] sides, Measurement measurement, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        var files = new Dictionary<(Query, Side), string>();
        foreach (var query in queries)
        {
            var (ofService, ofLimit) = await new Answers(http, sides[0].Origin, sides[2].Origin).CompareAsync(query, cancellationToken);
            var ofPeer = await new Answers(http, sides[1].Origin, "").OfServiceAsync(PeerQueries.For(query), cancellationToken);
            foreach (var (ours, theirs) in ofService.Zip(ofPeer))
            {
                if (!PeerQueries.HaveSameContent(ours.Answer, theirs.Answer))
                {
                    throw new DisagreementException(
                        $"{query.Name} is answered differently.\nservice: {ours.Answer}\npeer:    {theirs.Answer}");
                }
            }

            foreach (var (side, exchanges) in sides.Zip([ofService, ofPeer, ofLimit]))
            {
                files[(query, side)] = await measurement.WriteAsync($"{query.Name} of {side.Name}", exchanges, cancellationToken);
            }
        }

        return files;
    }
}

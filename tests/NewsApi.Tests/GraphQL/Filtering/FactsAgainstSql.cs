using System.Globalization;
using NewsApi.Content;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Matching;
using NewsApi.Content.Matching.Facts;
using NewsApi.Content.Publishing;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Wire;
using NewsApi.Content.Wire.Rows;
using NewsApi.Tests.Content.Reading;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Filtering;

/// <summary>
/// One meaning of a filter: what the tables say by SQL, the facts in the log say in C#. <c>NEWSAPI_TEST_SEED</c> repeats a run.
/// </summary>
internal sealed class FactsAgainstSql(TestServer server, ITestOutputHelper output)
{
    private static readonly string[] Words =
        ["oslo", "harbour", "Москва", "-oslo", "\"50% off\"", "trade or oil", "the", "japan", "bank -japan"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The seed of this run, which is printed.</summary>
    public int Seed()
    {
        var seed = Environment.GetEnvironmentVariable("NEWSAPI_TEST_SEED") is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture) : Random.Shared.Next();
        output.WriteLine($"NEWSAPI_TEST_SEED={seed}");
        return seed;
    }

    /// <param name="searches">One filter in this many gets a search.</param>
    public async Task AgreeAsync(int seed, Random random, int filters, int searches)
    {
        var things = await Thing.AllPublicAsync(server.Database, TimeProvider.System.GetUtcNow());
        var former = await MergedAsync(random);
        var changes = await PublicationsAsync([.. things["Article"].Select(t => t.Id)]);
        var made = new RandomFilters(await InputTypes.OfAsync(server), things, seed);
        var news = new SnapshotFactory(server.Database.Database);
        var (pairs, byFacts, telling, i) = (0L, 0L, 0, 0);

        // Goes on until enough filters match a part, because many fields have one value in all articles.
        for (; i < filters || (i < 3 * filters && telling * 4 <= filters); i++)
        {
            var where = ReadFilters.Read(made.Filter("Article"));
            where = random.Next(searches) == 0 ? WithSearch(random, where) : where;
            where = random.Next(2) == 0 ? WithFormerIds(where, former) : where;
            var expected = await BySqlAsync(news, where, changes.Count);

            // 1. What the facts alone decide, they decide as SQL does.
            var match = new ConditionMatch(where);
            foreach (var change in changes)
            {
                if (match.Evaluate(change.After!.Parse(ChangeFacts.FromJson)) is { } holds)
                {
                    byFacts++;
                    Assert.True(holds == expected.Contains(change.SubjectId),
                        $"seed {seed}, filter {i}, article {change.SubjectId}: {where.Key}");
                }
            }

            // 2. With what is asked of the database, everything is decided.
            var found = await new ChangeMatcher(where, news).MatchAsync(changes, Token);
            Assert.True(expected.SetEquals(found.Select(f => f.ArticleId)), $"seed {seed}, filter {i}: {where.Key}");
            Assert.All(found, f => Assert.Equal((ListChangeKind.Entered, true), (f.Kind, f.BecamePublic)));
            pairs += changes.Count;
            telling += expected.Count > 0 && expected.Count < changes.Count ? 1 : 0;
        }

        output.WriteLine($"{pairs} pairs of {i} filters, {telling} of which match a part; {byFacts} decided by facts alone");
        Assert.True(pairs >= 10_000, $"{pairs} pairs");
        Assert.True(telling * 4 > filters, $"Only {telling} of {i} filters match a part.");
    }

    private static Condition WithSearch(Random random, Condition where)
    {
        var search = new Condition.Search(ContentTable.Article, Words[random.Next(Words.Length)]);
        return random.Next(3) switch
        {
            0 => Condition.All([where, search]),
            1 => Condition.Either([where, search]),
            _ => Condition.All([where, new Condition.Not(search)]),
        };
    }

    /// <summary>The filter with the ids that things had before they were merged, and the slugs before they were renamed.</summary>
    private static Condition WithFormerIds(Condition where, IReadOnlyDictionary<long, long> former) => where.Rewrite(leaf => leaf switch
    {
        Condition.Some some => some with { Of = WithFormerIds(some.Of, former) },
        Condition.Below below => below with { Id = former.GetValueOrDefault(below.Id, below.Id) },
        Condition.BelowSlug below => below with { Slug = $"former {below.Slug}" },
        Condition.HasSlug has => has with { Slugs = [.. has.Slugs.Select(s => $"former {s}")] },
        Condition.Compare { Value: long id } compare when compare.Field.Table != ContentTable.Article =>
            compare with { Value = former.GetValueOrDefault(id, id) },
        Condition.Compare { Value: ValueList<object?> values } compare when compare.Field.Table != ContentTable.Article =>
            Condition.IsOneOf(compare.Field, values.Select(v => v is long id ? former.GetValueOrDefault(id, id) : v)),
        _ => leaf,
    });

    /// <summary>Every third thing had another one merged into it, of which nothing is left but its id. Each had another slug.</summary>
    private async Task<Dictionary<long, long>> MergedAsync(Random random)
    {
        await server.Database.ExecuteAsync("insert into former_slug (kind, slug, subject_id) select kind, 'former ' || slug, id from entity");
        await using var command =
            server.Database.Source.CreateCommand(
            "insert into merged_entity (id, kind, into_id) select 1000000 + id, kind, id from entity where id % 3 = $1 returning into_id, id");
        command.Parameters.AddWithValue(random.Next(3));
        var former = new Dictionary<long, long>();
        await using var reader = await command.ExecuteReaderAsync(Token);
        while (await reader.ReadAsync(Token))
        {
            former.Add(reader.GetInt64(0), reader.GetInt64(1));
        }

        return former;
    }

    private static async Task<HashSet<long>> BySqlAsync(SnapshotFactory news, Condition where, int most)
    {
        await using var snapshot = news.Open(Visibility.Public);
        var page = await snapshot.ReadPageAsync(TestLists.Of(ContentTable.Article).List(most + 1) with { Where = where }, Token);
        return [.. page.Ids()];
    }

    /// <summary>The row that each article would have in the log on becoming public, through its JSON.</summary>
    private async Task<List<WireChange>> PublicationsAsync(long[] ids)
    {
        await using var connection = await server.Database.Source.OpenConnectionAsync(Token);
        var articles = await ArticleStore.LoadAsync(connection, ids, Token);
        var lineages = await Lineage.ReadAsync(connection, articles.Values.SelectMany(a => a.Mentions).Select(m => m.EntityId), Token);
        return [.. articles.Values.OrderBy(a => a.Id).Select((a, i) =>
            new WireChange(i + 1, Some.Moment, ChangeKind.Article, a.Id, false, null, ChangeFacts.Of(a, lineages).ToJson()))];
    }
}

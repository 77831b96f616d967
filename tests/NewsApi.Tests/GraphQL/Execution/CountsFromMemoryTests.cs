using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NewsApi.Content.Reading.Counts;
using NewsApi.Hosting;
using NewsApi.Tests.GraphQL.Filtering;
using NewsApi.Tests.Support;
using NewsApi.Transport.Operations;
using Xunit;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>
/// Random writes, with embargoes that end and articles that expire: total counts from memory are those that PostgreSQL counts at the same
/// position. <c>NEWSAPI_TEST_SEED</c> repeats a run as far as times allow.
/// </summary>
public sealed class CountsFromMemoryTests(CachingServer service, ITestOutputHelper output) : IClassFixture<CachingServer>
{
    private const int Queries = 40;

    private static readonly string[] Lists =
    [
        "articles(where: $where) { totalCount }",
        "articles(where: $where) { totalCount }",
        "articles(first: 1, where: $where) { totalCount nodes { id topics { name } } }",
        "topic(slug: $topic) { articles { totalCount } }",
        "topic(slug: $topic) { name articles(where: $where) { totalCount nodes { id } } }",
        "place(slug: $place) { articles(below: true, where: $where) { totalCount } }",
        "topics(first: 4) { nodes { id articles(below: true) { totalCount } } totalCount }",
        "people(first: 6) { nodes { id articles(where: $where) { totalCount nodes { id } } } }",
        "one: articles(where: $where) { totalCount } two: articles { totalCount facets { sections { value count } } }",
    ];

    private int _compared;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_count_from_memory_equals_a_fresh_one_at_its_position()
    {
        await using var counting = await service.StartOtherAsync("0", countSize: "4000000");
        var memory = counting.Services.GetRequiredService<CountMemory>();
        var newsroom = await RandomNewsroom.CreateAsync(service.Server, output);
        var things = await Thing.AllPublicAsync(service.Server.Database, TimeProvider.System.GetUtcNow());
        var filters = new RandomFilters(await InputTypes.OfAsync(service.Server), things, newsroom.Seed);
        var queries = new List<RandomQuery>();
        var (pairs, progress) = (0, new TestProgress(output));
        for (var step = 0; pairs < TestSize.CountedPairs; step++)
        {
            // Now and then a query is replaced by another one.
            queries.RemoveRange(0, queries.Count == Queries && step % 20 == 0 ? 1 : 0);
            while (queries.Count < Queries)
            {
                queries.Add(Make(newsroom.Random, things, filters));
            }

            var changes = newsroom.Random.Next(4);
            for (var i = 0; i < changes; i++)
            {
                await newsroom.Writes.WriteAsync();
            }

            foreach (var query in newsroom.Random.GetItems([.. queries], 10))
            {
                await CompareAsync(counting, query, $"seed {newsroom.Seed}, step {step}");
            }

            // Each query is compared again later, after all changes since it was compared last.
            pairs += Queries * changes;
            progress.Report(Describe);
        }

        output.WriteLine(Describe());
        Assert.True(memory.Hits > 0 && _compared > pairs / Queries);

        string Describe() => $"{pairs} pairs: {memory.Hits} counts from memory, {memory.Misses} counted, {_compared} answers compared";
    }

    private static RandomQuery Make(Random random, ILookup<string, Thing> things, RandomFilters filters)
    {
        var list = Lists[random.Next(Lists.Length)];
        object Slug(string kind) => things[kind].ElementAt(random.Next(things[kind].Count())).Values["slug"]!; // All have one.
        object? where = random.Next(10) switch
        {
            0 => null,
            1 => new { section = new { eq = "Economy" } },
            2 => new { topics = new { some = new { slug = new { eq = Slug("Topic") } } } },
            3 => new { people = new { some = new { slug = new { @in = (object[])[Slug("Person"), "none"] } } } },
            4 => new { topics = new { none = new { slug = new { eq = Slug("Topic") } } }, urgency = new { lte = 5 } },
            5 => new { topics = new { some = new { name = new { startsWith = "O" } } } },
            6 => new { places = new { some = new { withinSlug = Slug("Place") } } },
            _ => ListWalk.Json(filters.Filter("Article")),
        };
        var variables = new Dictionary<string, object?>();
        var declared = new List<string>();
        foreach (var (name, type, value) in (ReadOnlySpan<(string, string, object?)>)
            [("where", "ArticleFilterInput", where), ("topic", "String!", Slug("Topic")), ("place", "String!", Slug("Place"))])
        {
            if (list.Contains($"${name}", StringComparison.Ordinal))
            {
                variables[name] = value;
                declared.Add($"${name}: {type}");
            }
        }

        return new RandomQuery(
            $"query{(declared.Count == 0 ? "" : $"({string.Join(", ", declared)})")} {{ {list} }}",
            JsonSerializer.SerializeToElement(variables));
    }

    private static async Task<OperationResponse.Result> ExecuteAsync(NewsService process, RandomQuery query)
    {
        var request = new OperationRequest { Query = query.Document, Variables = query.Variables, Caller = new ClaimsPrincipal() };
        return Assert.IsType<OperationResponse.Result>(
            await process.Services.GetRequiredService<IOperationExecutor>().ExecuteAsync(request, Token));
    }

    private async Task CompareAsync(NewsService counting, RandomQuery query, string because)
    {
        var (fresh, kept) = (await service.ExecuteAsync(cached: false, query), await ExecuteAsync(counting, query));
        var again = await service.ExecuteAsync(cached: false, query);

        // The follower of names writes too, and so does the clock: only answers of one position and period can be compared.
        if (fresh.Cursor == kept.Cursor && fresh.Cursor == again.Cursor && fresh.Body.Span.SequenceEqual(again.Body.Span))
        {
            _compared++;
            Assert.True(
                fresh.Body.Span.SequenceEqual(kept.Body.Span),
                $"""
                {because}: {query.Document}
                {query.Variables}
                from memory at {kept.Cursor}: {Encoding.UTF8.GetString(kept.Body.Span)}
                from tables:                  {Encoding.UTF8.GetString(fresh.Body.Span)}
                """);
        }
    }
}

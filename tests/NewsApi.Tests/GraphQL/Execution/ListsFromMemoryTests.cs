using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NewsApi.Content.Reading.Memory;
using NewsApi.Hosting;
using NewsApi.Transport.Operations;
using Xunit;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>
/// Random writes: lists whose people, places and topics come from memory are byte for byte those of a process that reads them from the
/// tables. <c>NEWSAPI_TEST_SEED</c> repeats a run.
/// </summary>
public sealed class ListsFromMemoryTests(CachingServer service, ITestOutputHelper output) : IClassFixture<CachingServer>
{
    private const int Steps = 60;

    private static readonly string[] OfEntity = ["name", "slug", "id", "description", "aliases", "sameAs", "uri"];

    private static readonly string[] Lists =
    [
        "articles(first: 5) { nodes { headline #entities# } }",
        "articles(last: 4, order: [{ headline: ASC }]) { totalCount nodes { #entities# } }",
        "articles(first: 3, where: { section: { eq: \"Economy\" } }, order: [{ updatedAt: DESC }]) { nodes { slug #entities# } pageInfo { endCursor } }",
        "articles(first: 4, where: { topics: { some: { name: { startsWith: \"O\" } } } }) { nodes { headline #entities# } }",
        "articles(first: 4, skip: 1) { nodes { headline #entities# } edges { node { #entities# } } }",
        "topics(first: 1) { nodes { slug articles(first: 3) { nodes { #entities# } } } }",
        "topic(slug: $slug) { name articles(first: 3) { nodes { #entities# } } }",
        "one: articles(first: 2) { nodes { #entities# } } two: articles(first: 3) { nodes { #entities# } }",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_list_from_memory_is_byte_for_byte_one_from_the_tables()
    {
        // A small memory, so that entities are also removed to make room.
        await using var remembering = await service.StartOtherAsync("0", entitySize: "60000");
        var memory = remembering.Services.GetRequiredService<EntityMemory>();
        var (seed, random, _, writes) = await RandomNewsroom.CreateAsync(service.Server, output);
        var compared = 0;
        for (var step = 0; step < Steps || memory.Hits < Steps; step++)
        {
            Assert.True(step < 50 * Steps, $"Only {memory.Hits} lists came from memory; {memory.Count} entities are in it.");
            await writes.WriteAsync();
            var topics = await service.ReadUncachedAsync(new("{ topics(first: 1) { nodes { slug } } }", default));
            var slug = topics.GetProperty("data").GetProperty("topics").GetProperty("nodes")[0].GetProperty("slug").GetString();
            for (var i = 0; i < 4; i++)
            {
                var query = Make(random, slug);
                var (fresh, remembered) = (await service.ExecuteAsync(cached: false, query), await ExecuteAsync(remembering, query));
                var again = await service.ExecuteAsync(cached: false, query);

                // The follower of names writes too, and so does the clock: only answers of one position and period can be compared.
                if (fresh.Cursor == remembered.Cursor && fresh.Cursor == again.Cursor && fresh.Body.Span.SequenceEqual(again.Body.Span))
                {
                    compared++;
                    Assert.True(
                        fresh.Body.Span.SequenceEqual(remembered.Body.Span),
                        $"""
                        seed {seed}, step {step}: {query.Document}
                        from memory: {Encoding.UTF8.GetString(remembered.Body.Span)}
                        from tables: {Encoding.UTF8.GetString(fresh.Body.Span)}
                        """);
                }
            }
        }

        output.WriteLine($"{compared} lists compared, {memory.Hits} of them from memory");
        Assert.True(compared > Steps);
    }

    private static RandomQuery Make(Random random, string? slug)
    {
        string[] kinds = [.. new[] { "people", "places", "topics" }.Where(_ => random.Next(3) > 0)];
        var entities = string.Join(' ', (kinds.Length == 0 ? ["topics"] : kinds).Select(
            kind => $"{kind} {{ {string.Join(' ', OfEntity.Where(_ => random.Next(3) == 0).Append("name").Distinct())} }}"));
        var list = Lists[random.Next(Lists.Length)].Replace("#entities#", entities, StringComparison.Ordinal);
        var declared = list.Contains("$slug", StringComparison.Ordinal) ? "query($slug: String!) " : "";
        return new RandomQuery(
            $"{declared}{{ {list} }}", JsonSerializer.SerializeToElement(declared.Length > 0 ? new { slug } : new object()));
    }

    private static async Task<OperationResponse.Result> ExecuteAsync(NewsService process, RandomQuery query)
    {
        var request = new OperationRequest { Query = query.Document, Variables = query.Variables, Caller = new ClaimsPrincipal() };
        return Assert.IsType<OperationResponse.Result>(
            await process.Services.GetRequiredService<IOperationExecutor>().ExecuteAsync(request, Token));
    }
}

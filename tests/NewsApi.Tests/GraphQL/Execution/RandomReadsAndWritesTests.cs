using System.Text.Json;
using CsCheck;
using Microsoft.Extensions.DependencyInjection;
using NewsApi.Content.Wire;
using NewsApi.Transport.Repeats;
using Xunit;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>
/// Random reads and writes: each answer is that of a process without a cache, and none is older than an acknowledged write.
/// </summary>
public sealed class RandomReadsAndWritesTests(CachingServer service) : IClassFixture<CachingServer>
{
    private const int Articles = 4;

    private static readonly string[] Queries =
    [
        "{ articles(first: 3) { nodes { id headline topics { name } } totalCount } }",
        """{ articles(where: { section: { eq: "S1" } }) { nodes { headline version } } }""",
        """{ articles(where: { topics: { some: { name: { startsWith: "T1" } } } }) { nodes { headline topics { name slug } } } }""",
        """{ articles(order: [{ headline: ASC }], first: 2) { nodes { headline } pageInfo { hasNextPage endCursor } } }""",
        """{ articles { facets { sections { value count } } } }""",
        """{ a0: article(slug: "r0") { headline versions { headline } } a1: article(slug: "r1") { headline topics { name } } }""",
        """{ topics { nodes { name articles { totalCount nodes { headline } } } } }""",
        """{ topic(slug: "t1") { name description articles(first: 2) { nodes { headline } wireCursor } } }""",
        "{ sections { name count newest } }",
        """{ articles(where: { search: "word1" }, order: [{ publishedAt: DESC }]) { nodes { headline } } }""",
    ];

    /// <summary>The kind of a step, the article or topic that it changes or the query that it asks, and a value.</summary>
    private static readonly Gen<(int Kind, int Subject, int Value)> Steps = Gen.Select(Gen.Int[0, 11], Gen.Int[0, 9], Gen.Int[0, 2]);

    private readonly List<string> _articles = [];
    private readonly List<string> _topics = [];

    private RepeatedRequests Repeats => service.Server.Service.Services.GetRequiredService<RepeatedRequests>();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_answer_equals_one_without_a_cache_at_its_position()
    {
        await PrepareAsync();
        await Steps.Array[4, 14].SampleAsync(
            async steps =>
            {
                foreach (var (kind, subject, value) in steps)
                {
                    if (kind < 7)
                    {
                        await WriteAsync(kind, subject, value);
                    }

                    await CheckAsync(Queries[(kind + subject) % Queries.Length]);
                }
            },
            iter: 12, threads: 1);
        Assert.True(service.Cache.Hits > 0 && Repeats.Answered > 0);
    }

    [Fact]
    public async Task No_answer_is_older_than_a_write_that_was_acknowledged_before()
    {
        await PrepareAsync();
        var acknowledged = new int[2];
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var writers = Enumerable.Range(0, acknowledged.Length).Select(async writer =>
        {
            for (var number = 1; number <= 40; number++)
            {
                await service.WriteAsync(
                    "mutation ($id: ID!, $genre: String) { updateArticle(input: { id: $id, genre: $genre }) { cursor errors { __typename } } }",
                    new { id = _articles[writer], genre = $"{number}" });
                Volatile.Write(ref acknowledged[writer], number);
            }
        }).ToList();
        using var reading = await service.Server.ClientOfAsync(NewsApi.Content.Access.Keys.Role.Reader);
        var readers = Enumerable.Range(0, 4).Select(async reader =>
        {
            while (!end.IsCancellationRequested)
            {
                int[] known = [Volatile.Read(ref acknowledged[0]), Volatile.Read(ref acknowledged[1])];
                var (body, _) = await CachingServer.ReadAsync(
                    reader % 2 == 0 ? service.Server.Client : reading,
                    """{ r0: article(slug: "r0") { genre } r1: article(slug: "r1") { genre } }""");
                var data = JsonElement.Parse(body).GetProperty("data");
                for (var i = 0; i < known.Length; i++)
                {
                    var shown = int.Parse(data.GetProperty($"r{i}").GetProperty("genre").GetString()!, null); // Set below.
                    Assert.True(shown >= known[i], $"Article {i} shows {shown}, and {known[i]} was acknowledged.");
                }
            }
        }).ToList();
        var written = Task.WhenAll(writers);
        await Task.WhenAny([written, .. readers]);
        await written;
        await end.CancelAsync();
        await Task.WhenAll(readers);
    }

    /// <summary>Creates the articles and topics, or publishes the articles again.</summary>
    private async Task PrepareAsync()
    {
        for (var i = 0; i < 2; i++)
        {
            var (query, slug) = ("query ($slug: String!) { topic(slug: $slug) { id } }", $"t{i}");
            var found = (await service.Server.PostAsync(query, new { slug }, service.Editor)).GetProperty("data").GetProperty("topic");
            var topic = found.ValueKind == JsonValueKind.Object ? found : (await service.WriteAsync(
                "mutation ($name: String!, $slug: String!) { upsertTopic(input: { name: $name, slug: $slug }) { topic { id } } }",
                new { name = $"T{i}", slug })).GetProperty("topic");
            _topics.Add(topic.GetProperty("id").GetString()!); // Not null: an id.
        }

        for (var i = 0; i < Articles; i++)
        {
            var (query, slug) = ("query ($slug: String!) { article(slug: $slug) { id } }", $"r{i}");
            var found = (await service.Server.PostAsync(query, new { slug }, service.Editor)).GetProperty("data").GetProperty("article");
            var article = found.ValueKind == JsonValueKind.Object ? found : (await service.WriteAsync(
                "mutation ($slug: String!) { createArticle(input: { headline: $slug, slug: $slug, language: \"en\" }) { article { id } } }",
                new { slug })).GetProperty("article");
            _articles.Add(article.GetProperty("id").GetString()!); // Not null: an id.
            await service.WriteAsync(
                "mutation ($id: ID!) { updateArticle(input: { id: $id, genre: \"0\" }) { cursor } }", new { id = _articles[i] });
            await service.WriteAsync("mutation ($id: ID!) { publishArticle(input: { id: $id }) { cursor } }", new { id = _articles[i] });
        }
    }

    /// <summary>Writes, and checks that the next answer is not older. A write that is rejected changes nothing.</summary>
    private async Task WriteAsync(int kind, int subject, int value)
    {
        var id = _articles[subject % Articles];
        var topic = _topics[subject % _topics.Count];
        var (mutation, variables) = kind switch
        {
            0 => ("($id: ID!) { publishArticle(input: { id: $id }) { cursor } }", (object)new { id }),
            1 => ("($id: ID!) { withdrawArticle(input: { id: $id }) { cursor } }", new { id }),
            2 => ("($id: ID!, $headline: String) { updateArticle(input: { id: $id, headline: $headline }) { cursor } }",
                new { id, headline = $"Head {value}" }),
            3 => ("($id: ID!, $section: String, $body: String) { updateArticle(input: { id: $id, section: $section, body: $body }) { cursor } }",
                new { id, section = $"S{value}", body = $"<p>word{value}</p>" }),
            4 => ("($id: ID!, $mentions: [MentionInput!]) { updateArticle(input: { id: $id, mentions: $mentions }) { cursor } }",
                new { id, mentions = value == 0 ? [] : new[] { new { entity = topic } } }),
            5 => ("($id: ID, $name: String) { upsertTopic(input: { id: $id, name: $name }) { cursor } }",
                new { id = topic, name = $"T{value} {subject % _topics.Count}" }),
            _ => ("($id: ID!, $at: DateTime) { publishArticle(input: { id: $id, at: $at }) { cursor } }",
                new { id, at = DateTimeOffset.UtcNow.AddMilliseconds(5 + (10 * value)) }),
        };
        var payload = await service.WriteAsync($"mutation {mutation}", variables);
        if (payload.GetProperty("cursor").GetString() is { } written)
        {
            var (_, cursor) = await CachingServer.ReadAsync(service.Server.Client, Queries[subject]);
            Assert.True(Position(cursor) >= Position(written), $"The answer is of {cursor}, and {written} was acknowledged.");
        }
    }

    /// <summary>
    /// Asks both processes. Where the process without a cache gives one answer before and after, the other must give it too.
    /// </summary>
    private async Task CheckAsync(string query)
    {
        for (var i = 0; i < 2; i++)
        {
            var (_, head) = await CachingServer.ReadAsync(service.Server.Client, "{ __typename }");
            var before = await CachingServer.ReadAsync(service.Uncached, query, atLeast: head);
            var cached = await CachingServer.ReadAsync(service.Server.Client, query, atLeast: before.Cursor);

            // Without a demand, so that the requests equal each other.
            var repeated = await CachingServer.ReadAsync(service.Server.Client, query);
            var again = await CachingServer.ReadAsync(service.Server.Client, query);
            var after = await CachingServer.ReadAsync(service.Uncached, query);
            if (before == after)
            {
                Assert.Equal([before, before, before], [cached, repeated, again]);
            }
        }
    }

    private static long Position(string cursor) => WireCursor.TryParse(cursor, out var parsed) ? parsed.Position : -1;
}

using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NewsApi.Content.Entities;
using NewsApi.Content.Publishing;
using NewsApi.Tests.Content.Publishing;
using NewsApi.Tests.GraphQL.Subscriptions;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Filtering;

/// <summary>
/// A slug in a filter leads where <c>topic(slug:)</c> leads: former slugs and slugs of merged topics too. In lists, counts and
/// subscriptions it means the same.
/// </summary>
public sealed class SlugFiltersTests(TestServer server) : IClassFixture<TestServer>, IAsyncLifetime
{
    private static readonly string[] Leading = ["energy-now", "energy-once", "energy-at-first", "power"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (await server.Database.ScalarAsync<long>("select count(*) from article") > 0)
        {
            return;
        }

        var (desk, newsroom) = (server.Service.Services.GetRequiredService<EntityCommands>(), server.Editor());
        async Task<long> TopicAsync(string name, string slug, long? under = null) => (await desk.UpsertAsync(
            EntityKind.Topic, null, _ => new EntityDraft { Name = name, Slug = slug, ParentId = under }, Token).DoneAsync()).Value.Id;
        var energy = await TopicAsync("Energy", "energy-at-first");
        var wind = await TopicAsync("Wind", "wind", energy);
        var (power, other) = (await TopicAsync("Power", "power"), await TopicAsync("Law", "law"));
        foreach (var slug in new[] { "energy-once", "energy-now" })
        {
            await desk.UpsertAsync(EntityKind.Topic, energy, d => d! with { Slug = slug }, Token).DoneAsync();
        }

        await newsroom.PublishedAsync(Editing.Draft("Of energy", energy));
        await newsroom.PublishedAsync(Editing.Draft("Of wind", wind));
        await newsroom.PublishedAsync(Editing.Draft("Of power", power));
        await newsroom.PublishedAsync(Editing.Draft("Of energy and law", energy, other));
        await newsroom.PublishedAsync(Editing.Draft("Of law", other));

        // A place and a person with the same slug as a topic.
        await desk.UpsertAsync(EntityKind.Place, null, _ => new EntityDraft { Name = "Law", Slug = "law" }, Token).DoneAsync();
        await desk.MergeAsync(power, energy, Token).DoneAsync();
    }

    [Fact]
    public async Task Every_slug_there_ever_was_finds_what_the_id_finds()
    {
        var id = (await server.QueryAsync("""{ topic(slug: "energy-now") { id } }""")).GetProperty("topic").GetProperty("id").GetString();
        foreach (var slug in Leading)
        {
            Assert.Equal(id, (await server.QueryAsync("query($slug: String) { topic(slug: $slug) { id } }", new { slug }))
                .GetProperty("topic").GetProperty("id").GetString());
            var (topics, law) = (Some(new { id = Eq(id) }), new { topics = Some(new { name = Eq("Law") }) });
            await SameAsync(new { topics = Some(new { slug = Eq(slug) }) }, new { topics }, 3);
            var either = new { or = new object[] { new { topics }, law } };
            await SameAsync(new { topics = Some(new { slug = new { @in = new[] { slug, "law" } } }) }, either, 4);
            await SameAsync(new { topics = new { none = new { slug = Eq(slug) } } }, new { not = new { topics } }, 2);
            await SameAsync(
                new { topics = Some(new { slug = new { neq = slug } }) }, new { topics = Some(new { id = new { neq = id } }) }, 3);
            await SameAsync(new { topics = Some(new { slug = new { nin = new[] { slug, "wind" } } }) }, law, 2);

            var within = new { topics = Some(new { within = id }) };
            await SameAsync(new { topics = Some(new { withinSlug = slug }) }, within, 4);
            await SameAsync(new { not = new { topics = Some(new { withinSlug = slug }) } }, new { not = within }, 1);

            await SameAsync(new { mentions = Some(new { topic = new { slug = Eq(slug) } }) }, new { topics }, 3);
            await SameAsync(new { mentions = Some(new { rel = Eq("ABOUT"), topic = new { withinSlug = slug } }) }, within, 4);
            await SameAsync(
                new { and = new[] { new { topics = Some(new { slug = Eq(slug) }) }, new { topics = Some(new { slug = Eq("law") }) } } },
                new { headline = Eq("Of energy and law") }, 1);
        }
    }

    [Theory]
    [InlineData("energy-now", "Energy", "Wind")]
    [InlineData("energy-at-first", "Energy", "Wind")]
    [InlineData("power", "Energy", "Wind")]
    [InlineData("wind", "Wind")]
    [InlineData("never-was")]
    public async Task Topics_and_places_are_found_by_slugs_too(string slug, params string[] within)
    {
        var data = await server.QueryAsync(
            """
            query($slug: String) {
              own: topics(where: { slug: { eq: $slug } }) { nodes { name } }
              others: topics(where: { slug: { neq: $slug } }) { totalCount }
              within: topics(where: { withinSlug: $slug }) { nodes { name } totalCount }
              directly: topics(where: { broader: { slug: { in: [$slug] } } }) { nodes { name } }
              places(where: { slug: { eq: $slug } }) { nodes { name } }
            }
            """,
            new { slug });
        Assert.Equal(within.Take(1), Names(data.GetProperty("own")));
        Assert.Equal(within.Length > 0 ? 2 : 3, data.GetProperty("others").GetProperty("totalCount").GetInt32());
        Assert.Equal(within, Names(data.GetProperty("within")));
        Assert.Equal(within.Skip(1), Names(data.GetProperty("directly")));
        Assert.Empty(Names(data.GetProperty("places")));
    }

    [Fact]
    public async Task A_slug_belongs_to_one_kind()
    {
        await SameAsync(new { places = Some(new { slug = Eq("law") }) }, new { headline = Eq("none") }, 0);
        await SameAsync(new { mentions = Some(new { place = new { slug = Eq("law") } }) }, new { headline = Eq("none") }, 0);
        await SameAsync(new { mentions = Some(new { topic = new { } }) }, new { topics = new { any = true } }, 5);
    }

    [Fact]
    public async Task A_subscription_by_a_former_slug_follows_what_the_list_shows()
    {
        foreach (var where in new object[]
        {
            new { topics = Some(new { slug = Eq("energy-once") }) }, new { topics = Some(new { withinSlug = "power" }) },
            new { mentions = Some(new { topic = new { slug = new { @in = new[] { "energy-at-first" } } } }) },
        })
        {
            using var stream = await EventStreamClient.OpenAsync(server.Client, Subscribing.Changes, new { where });
            await stream.BeginningAsync();
            var energy = await server.Database.ScalarAsync<long>("select id from entity where slug = 'energy-now'");
            var outside = await server.Editor().PublishedAsync(Editing.Draft("Of nothing"));
            await server.EditAsync(outside, d => d.Saying("Of nothing at all"));
            var inside = await server.Editor().PublishedAsync(Editing.Draft("Of energy, live", energy));
            await server.EditAsync(inside, d => d.Saying("Of energy, edited"));
            await server.EditAsync(inside, d => d with { Mentions = [] });
            var kinds = (await stream.NextAsync(3)).Select(e => e.Data.GetProperty("kind").GetString());
            Assert.Equal(["ENTERED", "UPDATED", "LEFT"], kinds);
            await server.WithdrawAsync(inside);
            await server.WithdrawAsync(outside);
        }
    }

    [Theory]
    [InlineData("{ topics(where: { withinSlug: null }) { nodes { id } } }")]
    [InlineData("""{ topics(where: { withinSlug: "a\u0000b" }) { nodes { id } } }""")]
    public async Task What_can_be_no_slug_is_an_error(string query) =>
        Assert.Single((await server.PostAsync(query)).GetProperty("errors").EnumerateArray());

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static object Some(object of) => new { some = of };

    private static object Eq(object? value) => new { eq = value };

    private static IEnumerable<string?> Names(JsonElement connection) =>
        connection.GetProperty("nodes").EnumerateArray().Select(n => n.GetProperty("name").GetString());

    private async Task SameAsync(object where, object other, int count)
    {
        const string query =
            """
            query($where: ArticleFilterInput) { articles(where: $where) {
              nodes { headline } totalCount facets { topics { count topic { name } } }
            } }
            """;
        var (one, two) = (await server.QueryAsync(query, new { where }), await server.QueryAsync(query, new { where = other }));
        Assert.Equal(two.GetRawText(), one.GetRawText());
        Assert.Equal(count, one.GetProperty("articles").GetProperty("totalCount").GetInt32());
    }
}

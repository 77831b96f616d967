using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using NewsApi.Tests.Support;
using Xunit;
using static NewsApi.Tests.Content.Importing.Items;

namespace NewsApi.Tests.Content.Importing;

public sealed class EntityMatcherTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_name_or_alias_finds_the_entity_in_any_case_and_spacing()
    {
        await database.Database.ImportAsync(
            Entry(EntityKind.Person, "Raúl Alfonsín", "urn:v:alfonsin") with { Aliases = ["Raul Alfonsin"] });

        var mentioned = await MentionedAsync("urn:m:alias", Person("RAUL   alfonsin"), Person("raúl Alfonsín"));

        Assert.Equal("raul-alfonsin", Assert.Single(mentioned));
    }

    [Fact]
    public async Task A_match_by_identifier_precedes_a_match_by_name()
    {
        await database.Database.ImportAsync(
            Entry(EntityKind.Place, "Georgia", "urn:v:georgia-country"), Entry(EntityKind.Place, "Georgia (US)", "urn:v:georgia-state"));

        Assert.Equal(["georgia-us"], await MentionedAsync("urn:m:identifier", Place("Georgia", "urn:v:georgia-state")));
    }

    [Fact]
    public async Task Two_identifiers_of_one_vocabulary_are_two_entities_with_the_same_name()
    {
        Assert.Equal(["paris", "paris-2"],
            await MentionedAsync("urn:m:two", Place("Paris", "urn:v:paris-france"), Place("Paris", "urn:v:paris-texas")));
        Assert.Equal(["paris"], await MentionedAsync("urn:m:two-again", Place("Paris", "https://other.example/places/1")));
    }

    [Fact]
    public async Task A_name_that_several_entities_share_matches_the_curated_entity()
    {
        await database.Database.ImportAsync(Article("urn:m:plain", mentions: Person("Jo Smith", "urn:a:1")));
        await database.Database.ImportAsync(Entry(EntityKind.Person, "Jo Smith", "urn:a:2", "jo-smith-the-minister"));

        Assert.Equal(["jo-smith-the-minister"], await MentionedAsync("urn:m:curated", Person("Jo Smith")));
    }

    [Fact]
    public async Task A_name_matches_only_entities_of_its_kind() =>
        Assert.Equal(["jordan", "jordan"], await MentionedAsync("urn:m:kinds", Person("Jordan"), Place("Jordan")));

    [Fact]
    public async Task An_entity_created_by_an_item_is_not_curated_and_takes_the_first_identifier()
    {
        await database.Database.ImportAsync(Article("urn:m:first", mentions: Person("Lin New")));
        var head = await database.HeadAsync();
        await database.Database.ImportAsync(Article("urn:m:second", mentions: Person("Lin New", "urn:b:lin")));

        Assert.Equal("f urn:b:lin",
            await database.ScalarAsync<string>("select concat(curated, ' ', uri) from entity where slug = 'lin-new'"));
        Assert.Equal(head + 2, await database.HeadAsync());
        Assert.Equal(["lin-new", "lin-new-2"],
            await MentionedAsync("urn:m:third", Person("Lin New", "urn:b:lin"), Person("Lin New", "urn:b:other")));
    }

    [Fact]
    public async Task Two_mentions_of_one_entity_become_one_with_the_stronger_relation_and_the_higher_relevance()
    {
        await database.Database.ImportAsync(Article("urn:m:merged", mentions:
        [
            Place("Lima") with { Relevance = 30 },
            Place("Quito"),
            Place("LIMA") with { Relation = MentionRelation.Located, Relevance = 80 },
        ]));

        var article = await database.ArticleAsync("urn:m:merged");
        var mentions = article.Mentions.OrderBy(m => m.Ordinal).ToArray();
        Assert.Equal([(MentionRelation.Located, 80), (MentionRelation.Mentions, null)], mentions.Select(m => (m.Relation, m.Relevance)));
        Assert.All(mentions, m => Assert.Equal(article.PublishedAt, m.PublishedAt));
    }

    [Fact]
    public async Task A_mention_has_the_publication_time_of_its_article()
    {
        var embargo = DateTimeOffset.UtcNow.AddDays(3);
        await database.Database.ImportAsync(Article("urn:m:time", mentions: Person("Timely Person")));
        await database.Database.ImportAsync(
            (Article("urn:m:time", "2", Day(2), mentions: Person("Timely Person")) with { EmbargoedUntil = embargo }).Documented());

        var article = await database.ArticleAsync("urn:m:time");
        Assert.True(article.PublishedAt > DateTimeOffset.UtcNow);
        Assert.Equal(article.PublishedAt, Assert.Single(article.Mentions).PublishedAt);
    }

    private async Task<string[]> MentionedAsync(string uri, params IncomingMention[] mentions)
    {
        await database.Database.ImportAsync(Article(uri, mentions: mentions));
        return await database.ScalarAsync<string[]>(
            $"select array_agg(e.slug order by m.ordinal) from mention m join entity e on e.id = m.entity_id join article a on a.id = m.article_id where a.uri = '{uri}'");
    }
}

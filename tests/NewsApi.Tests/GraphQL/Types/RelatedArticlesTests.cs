using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Types;

/// <summary>The articles that are most like an article.</summary>
public sealed class RelatedArticlesTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task A_shared_rare_entity_ranks_above_a_frequent_one_and_hidden_articles_are_omitted()
    {
        var (rare, frequent) = (Some.Person(Some.Word()), Some.Topic(Some.Word()));
        await server.Database.StoreAsync(rare, frequent);
        var now = DateTimeOffset.UtcNow;
        var source = Some.Article("Source", now.AddDays(-400)).Naming(rare, frequent);
        var both = Some.Article("Both", now.AddDays(-500)).Naming(rare, frequent);
        var sharesRare = Some.Article("Rare", now.AddDays(-300)).Naming(rare);
        var newer = Some.Article("Newer", now.AddDays(-1)).Naming(frequent);
        var others = Enumerable.Range(0, 40).Select(i => Some.Article($"Other {i}", now.AddDays(-100 - i)).Naming(frequent)).ToArray();
        var scheduled = Some.Article("Scheduled", now.AddDays(1)).Naming(rare, frequent);
        var withdrawn = Some.Article("Withdrawn", now.AddDays(-2)).Naming(rare, frequent);
        withdrawn.WithdrawnAt = now.AddDays(-1);
        await server.Database.StoreAsync([source, both, sharesRare, newer, scheduled, withdrawn, .. others]);

        Assert.Equal(["Both", "Rare", "Newer", "Other 0"], await RelatedAsync(source.Slug, 4));
        Assert.Equal(20, (await RelatedAsync(source.Slug, 20)).Length);
        Assert.Empty(await RelatedAsync(source.Slug, 0));
        Assert.DoesNotContain("Scheduled", await RelatedAsync(both.Slug, 20));
        Assert.DoesNotContain("Withdrawn", await RelatedAsync(both.Slug, 20));
    }

    [Fact]
    public async Task Many_withdrawn_articles_do_not_displace_a_related_one()
    {
        var (person, topic) = (Some.Person(Some.Word()), Some.Topic(Some.Word()));
        await server.Database.StoreAsync(person, topic);
        var now = DateTimeOffset.UtcNow;
        var source = Some.Article("Source", now.AddDays(-1)).Naming(person, topic);
        var related = Some.Article("Related", now.AddDays(-500)).Naming(topic);
        var cancelled = Enumerable.Range(0, 250)
            .Select(i => Some.Article($"Cancelled {i}", now.AddDays(-2)).Naming(person, topic)).ToArray();
        Array.ForEach(cancelled, article => article.WithdrawnAt = now);
        await server.Database.StoreAsync([source, related, .. cancelled]);

        Assert.Equal(["Related"], await RelatedAsync(source.Slug, 5));
    }

    [Fact]
    public async Task The_related_articles_of_a_page_take_one_statement()
    {
        var topic = Some.Topic(Some.Word());
        await server.Database.StoreAsync(topic);
        await server.Database.StoreAsync([.. Enumerable.Range(0, 12).Select(i => Some.PublicArticle($"Item {i}").Naming(topic))]);
        async Task<IReadOnlyList<string>> StatementsAsync(int first)
        {
            using var log = new StatementLog(server.Database);
            var data = await server.QueryAsync(
                """
                query($slug: String, $first: Int) { topic(slug: $slug) { articles(first: $first) {
                  nodes { related(first: 3) { headline people { name } } } } } }
                """,
                new { slug = topic.Slug, first });
            foreach (var node in data.GetProperty("topic").GetProperty("articles").GetProperty("nodes").EnumerateArray())
            {
                Assert.Equal(3, node.GetProperty("related").GetArrayLength());
            }

            return [.. log.RoundTrips.SelectMany(trip => trip.Split(';'))];
        }

        foreach (var articles in new[] { 1, 10 })
        {
            var statements = await StatementsAsync(articles);
            Assert.Single(statements, sql => sql.Contains("similar_article", StringComparison.Ordinal));
            Assert.Single(statements, sql => sql.Contains("select m.article_id, m.entity_id", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_request_for_more_than_twenty_related_articles_is_an_error()
    {
        var article = Some.PublicArticle();
        await server.Database.StoreAsync(article);
        var result = await server.PostAsync(
            "query($slug: String) { article(slug: $slug) { related(first: 21) { id } } }", new { slug = article.Slug });
        var error = Assert.Single(result.GetProperty("errors").EnumerateArray());
        Assert.Equal("HC0051", error.GetProperty("extensions").GetProperty("code").GetString());
    }

    private async Task<string?[]> RelatedAsync(string slug, int first)
    {
        var data = await server.QueryAsync(
            "query($slug: String, $first: Int) { article(slug: $slug) { related(first: $first) { headline } } }", new { slug, first });
        return [.. data.GetProperty("article").GetProperty("related").EnumerateArray().Select(a => a.GetProperty("headline").GetString())];
    }
}

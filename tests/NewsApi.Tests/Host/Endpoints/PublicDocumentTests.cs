using System.Net;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using NewsApi.Content.Importing;
using NewsApi.Endpoints;
using NewsApi.Tests.GraphQL.Execution;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Endpoints;

/// <summary>
/// Articles, feeds and site maps at their addresses: what is public is there, with the headers of queries, and nothing else.
/// </summary>
public sealed class PublicDocumentTests(CachingServer service) : IClassFixture<CachingServer>
{
    private static readonly string[] Feeds = ["feed.rss", "feed.atom", "feed.json"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_article_is_there_as_ninjs_and_JSON_LD_as_the_schema_shows_it()
    {
        await service.Server.Newsroom.PublishAsync("Ferry sinks", TestNewsroom.Person("Ada Ferry"), TestNewsroom.Topic("Ferries"));
        const string Query = """
            { article(slug: "ferry-sinks") { ninjs jsonLd people { jsonLd } topics { jsonLd } } }
            """;
        var fields = (await service.Server.QueryAsync(Query)).GetProperty("article");

        var ninjs = await JsonAsync("articles/ferry-sinks.ninjs.json");
        Assert.True(JsonElement.DeepEquals(fields.GetProperty("ninjs"), ninjs));
        Assert.Equal(("Ferry sinks", "Ada Ferry"), (
            ninjs.GetProperty("headlines")[0].GetProperty("value").GetString(),
            ninjs.GetProperty("people")[0].GetProperty("name").GetString()));
        var article = await JsonAsync("articles/ferry-sinks.jsonld");
        Assert.True(JsonElement.DeepEquals(fields.GetProperty("jsonLd"), article));
        Assert.Equal("NewsArticle", article.GetProperty("@type").GetString());
        Assert.Equal("Person", (await JsonAsync("people/ada-ferry.jsonld")).GetProperty("@type").GetString());
        Assert.Equal("DefinedTerm", (await JsonAsync("topics/ferries.jsonld")).GetProperty("@type").GetString());
    }

    [Fact]
    public async Task Feeds_of_the_front_page_sections_people_places_and_topics_have_their_articles()
    {
        var item = TestNewsroom.Item(
            "Tram returns", TestNewsroom.Person("Bo Tram"), TestNewsroom.Place("Tramtown"), TestNewsroom.Topic("Trams"));
        await service.Server.Newsroom.ImportAsync(item with { Content = item.Content with { Section = "Town & Country" } });

        Assert.All(
            new[] { "", "sections/Town%20%26%20Country/", "people/bo-tram/", "places/tramtown/", "topics/trams/" }
                .SelectMany(place => Feeds.Select(feed => place + feed)),
            address =>
            {
                var text = service.Server.Client.GetStringAsync(address, Token).GetAwaiter().GetResult();
                Assert.Contains("Tram returns", text, StringComparison.Ordinal);
            });
    }

    [Fact]
    public async Task A_persisted_list_is_a_feed_in_its_own_order()
    {
        await service.Server.Newsroom.PublishAsync("Zebra escapes", TestNewsroom.Topic("Zoo"));
        await service.Server.Newsroom.PublishAsync("Ape escapes", TestNewsroom.Topic("Zoo"));

        var feed = await JsonAsync("lists/TopicPage/feed.json?variables=%7B%22slug%22%3A%22zoo%22%7D");
        using var unknown = await service.Server.Client.GetAsync("lists/NoSuchList/feed.json", Token);
        using var invalid = await service.Server.Client.GetAsync("lists/TopicPage/feed.json?variables=1", Token);

        Assert.Equal(
            ["Ape escapes", "Zebra escapes"],
            feed.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("title").GetString()));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.BadRequest), (unknown.StatusCode, invalid.StatusCode));
    }

    [Fact]
    public async Task What_is_not_public_is_nowhere_and_what_was_withdrawn_is_gone()
    {
        await service.Server.Newsroom.EmbargoAsync("Secret plan", DateTimeOffset.UtcNow.AddDays(1), TestNewsroom.Person("Sam Secret"));
        var draft = TestNewsroom.Item("Draft plan");
        await service.Server.Newsroom.ImportAsync(draft with { Status = PublishingStatus.Withheld });
        var withdrawn = TestNewsroom.Item("Wrong plan", TestNewsroom.Topic("Plans"));
        await service.Server.Newsroom.ImportAsync(withdrawn);
        await EventuallyAsync("topics/plans/feed.rss", text => text.Contains("Wrong plan", StringComparison.Ordinal));
        Assert.Contains("wrong-plan", await service.Server.Client.GetStringAsync("sitemap.xml", Token), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("articles/wrong-plan.ninjs.json"));
        await service.Server.Newsroom.ImportAsync(withdrawn with
        {
            Version = "2",
            VersionCreated = Some.Moment.AddHours(1),
            Status = PublishingStatus.Canceled,
            Document = "cancellation",
        });

        await Poll.UntilAsync(async () => await StatusAsync("articles/wrong-plan.ninjs.json") == HttpStatusCode.Gone);
        Assert.Equal(HttpStatusCode.Gone, await StatusAsync("articles/wrong-plan.jsonld"));
        Assert.All(
            new[] { "articles/secret-plan.ninjs.json", "articles/draft-plan.jsonld", "articles/no-such.jsonld", "people/sam-secret.jsonld",
                "people/sam-secret/feed.rss", "sections/None/feed.atom" },
            address => Assert.Equal(HttpStatusCode.NotFound, StatusAsync(address).GetAwaiter().GetResult()));
        foreach (var address in Feeds.Append("sitemap.xml").Append("news-sitemap.xml"))
        {
            var text = await service.Server.Client.GetStringAsync(address, Token);
            Assert.DoesNotContain("plan", text, StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task A_former_slug_leads_to_the_present_one()
    {
        await service.Server.Newsroom.PublishAsync("Old name");
        await service.Server.Database.ExecuteAsync("""
            insert into former_slug (kind, slug, subject_id) select 0, 'older-name', id from article where slug = 'old-name'
            """);
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { BaseAddress = service.Server.Address };

        using var response = await client.GetAsync("articles/older-name.jsonld", Token);

        Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.Equal("/articles/old-name.jsonld", response.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Documents_have_the_headers_of_queries_by_GET()
    {
        await service.Server.Newsroom.PublishAsync("Header day");
        const string Address = "articles/header-day.ninjs.json";
        using var first = await service.Server.Client.GetAsync(Address, Token);
        Assert.Equal("public, no-cache", first.Headers.CacheControl?.ToString());
        Assert.Contains("article-", Assert.Single(first.Headers.GetValues("Cache-Tag")), StringComparison.Ordinal);
        Assert.Contains("article-", Assert.Single(first.Headers.GetValues("Surrogate-Key")), StringComparison.Ordinal);

        using var again = new HttpRequestMessage(HttpMethod.Get, Address);
        again.Headers.TryAddWithoutValidation("If-None-Match", first.Headers.ETag?.ToString());
        using var same = await service.Server.Client.SendAsync(again, Token);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        using var head = await service.Server.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, Address), Token);
        Assert.Equal(first.Content.Headers.ContentLength, head.Content.Headers.ContentLength);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Token));

        DateTimeOffset? changed = null;
        await Poll.UntilAsync(async () =>
        {
            using var response = await service.Server.Client.GetAsync(Address, Token);
            return (changed = response.Content.Headers.LastModified) is not null;
        });
        using var since = new HttpRequestMessage(HttpMethod.Get, Address) { Headers = { IfModifiedSince = changed } };
        using var unchanged = await service.Server.Client.SendAsync(since, Token);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task A_change_is_in_the_feed_that_was_in_memory()
    {
        var item = TestNewsroom.Item("Bus late", TestNewsroom.Topic("Buses"));
        await service.Server.Newsroom.ImportAsync(item);
        await EventuallyAsync("topics/buses/feed.json", text => text.Contains("Bus late", StringComparison.Ordinal));
        await service.Server.Newsroom.ImportAsync(item with
        {
            Version = "2",
            VersionCreated = Some.Moment.AddHours(1),
            Document = "2",
            Content = item.Content with { Headline = "Bus on time" },
        });

        await EventuallyAsync("topics/buses/feed.json", text =>
            text.Contains("Bus on time", StringComparison.Ordinal) && !text.Contains("\"Bus late\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_site_maps_have_the_articles_and_those_of_two_days()
    {
        XNamespace news = "http://www.google.com/schemas/sitemap-news/0.9";
        var item = TestNewsroom.Item("Fresh bread");
        await service.Server.Newsroom.ImportAsync(item with { VersionCreated = DateTimeOffset.UtcNow.AddMinutes(-5) });
        await service.Server.Newsroom.PublishAsync("Stale bread");

        await EventuallyAsync("sitemap.xml", text =>
            text.Contains("articles/fresh-bread.jsonld<", StringComparison.Ordinal)
            && text.Contains("articles/stale-bread.jsonld<", StringComparison.Ordinal));
        await EventuallyAsync("news-sitemap.xml", text => text.Contains("fresh-bread", StringComparison.Ordinal));
        var map = XDocument.Parse(await service.Server.Client.GetStringAsync("news-sitemap.xml", Token));

        var article = map.Descendants(news + "news").Single(found => found.Element(news + "title")?.Value == "Fresh bread");
        Assert.Equal(("NewsApi", "en"), (
            article.Descendants(news + "name").Single().Value, article.Descendants(news + "language").Single().Value));
        Assert.DoesNotContain("stale-bread", map.ToString(), StringComparison.Ordinal);
        foreach (var part in new[] { "9", "0", "x", "42949", "42950", "100000", "4294967297" })
        {
            Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"sitemap.xml?part={part}"));
        }
    }

    [Fact]
    public async Task More_articles_than_a_site_map_may_have_are_in_several()
    {
        await service.Server.Newsroom.PublishAsync("First of many");
        await service.Server.Newsroom.PublishAsync("Second of many");
        var size = service.Server.Service.Services.GetRequiredService<SitemapSize>();
        var usual = size.Addresses;
        size.Addresses = 1;
        try
        {
            XNamespace map = "http://www.sitemaps.org/schemas/sitemap/0.9";
            var index = XDocument.Parse(await service.Server.Client.GetStringAsync("sitemap.xml", Token)).Root;
            Assert.Equal(map + "sitemapindex", index?.Name);
            string[] parts = [.. index?.Descendants(map + "loc").Select(loc => loc.Value) ?? []];
            Assert.Equal(await service.Server.Database.ScalarAsync<long>("""
                select count(*) from article where published_at <= now() and withdrawn_at is null
                """), parts.Length);
            var first = XDocument.Parse(await service.Server.Client.GetStringAsync(parts[0], Token));
            Assert.Single(first.Descendants(map + "url"));
        }
        finally
        {
            size.Addresses = usual;
        }
    }

    private async Task<JsonElement> JsonAsync(string address) =>
        JsonElement.Parse(await service.Server.Client.GetStringAsync(address, Token));

    private async Task<HttpStatusCode> StatusAsync(string address)
    {
        using var response = await service.Server.Client.GetAsync(address, Token);
        if (response.StatusCode >= HttpStatusCode.BadRequest)
        {
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        }

        return response.StatusCode;
    }

    private Task EventuallyAsync(string address, Predicate<string> holds) =>
        Poll.UntilAsync(async () =>
        {
            using var response = await service.Server.Client.GetAsync(address, Token);
            return response.IsSuccessStatusCode && holds(await response.Content.ReadAsStringAsync(Token));
        });
}

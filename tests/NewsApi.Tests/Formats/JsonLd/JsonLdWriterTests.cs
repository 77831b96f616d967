using System.Text;
using System.Text.Json;
using CsCheck;
using NewsApi.Content.Entities;
using NewsApi.Content.Outgoing;
using NewsApi.Formats.Feeds;
using NewsApi.Formats.Items;
using NewsApi.Formats.JsonLd;
using NewsApi.Tests.Clients;
using NewsApi.Tests.Formats.Feeds;
using Xunit;

namespace NewsApi.Tests.Formats.JsonLd;

/// <summary>Public parsers and processors read what leaves the service.</summary>
[Trait("Needs", "Node")]
public sealed class JsonLdWriterTests(ITestOutputHelper output)
{
    private static readonly SiteAddresses Site = new("https://news.example", "Example News");

    [Fact]
    public async Task Two_public_parsers_and_a_processor_of_JSON_LD_find_what_was_written()
    {
        var place = OutgoingArticles.Full.Mentions.First(mention => mention.Entity.Kind == EntityKind.Place).Entity;
        var folder = Directory.CreateTempSubdirectory("newsapi-feeds-");
        try
        {
            Save("feed.rss", RssWriter.Write(FeedWriterTests.Full()));
            Save("feed.atom", AtomWriter.Write(FeedWriterTests.Full()));
            Save("article.jsonld", JsonLdWriter.Write(OutgoingArticles.Full, Site));
            Save("place.jsonld", JsonLdWriter.Write(place with { Parent = place with { Slug = "saxony", Name = "Saxony" } }, Site));
            var found = JsonElement.Parse(await NodeScript.RunAsync("read-feeds.mjs", folder.FullName));

            Assert.All(new[] { "rss", "atom" }.SelectMany(format => found.GetProperty(format).EnumerateArray()), AssertFeed);
            var article = found.GetProperty("article");
            Assert.Equal("http://schema.org/NewsArticle", article.GetProperty("@type")[0].GetString());
            Assert.All(
                new[] { "headline", "image", "datePublished", "dateModified", "author", "publisher", "mainEntityOfPage", "about" },
                name => Assert.True(article.TryGetProperty($"http://schema.org/{name}", out _), name));
            Assert.Equal(
                "Saxony",
                found.GetProperty("place").GetProperty("http://schema.org/containedInPlace")[0]
                    .GetProperty("http://schema.org/name")[0].GetProperty("@value").GetString());
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        void Save(string name, byte[] bytes) => File.WriteAllBytes(Path.Combine(folder.FullName, name), bytes);
    }

    [Fact]
    public void Every_article_has_what_search_engines_demand_of_a_NewsArticle()
    {
        OutgoingArticles.Any.Sample(
            article =>
            {
                var text = Encoding.UTF8.GetString(JsonLdWriter.Write(article with { Slug = "a" }, Site));
                var json = JsonElement.Parse(text);

                Assert.Equal("NewsArticle", json.GetProperty("@type").GetString());
                Assert.Equal(article.Content.Headline, json.GetProperty("headline").GetString());
                Assert.Equal(article.FirstCreated is not null, json.TryGetProperty("datePublished", out _));
                Assert.Equal(article.Content.Images.Count > 0, json.TryGetProperty("image", out _));
                Assert.True(json.TryGetProperty("author", out _));

                // In an element "script" it could otherwise end the element.
                Assert.DoesNotContain('<', text);
            },
            output.WriteLine, iter: 300);
    }

    [Fact]
    public void Authors_are_named_one_by_one_and_without_the_word_before_them()
    {
        var content = OutgoingArticles.Full.Content with { Byline = "By Ada Example, Bo Beispiel and Cy Exemple" };

        var json = JsonElement.Parse(JsonLdWriter.Write(OutgoingArticles.Full with { Content = content }, Site));

        Assert.Equal(
            ["Ada Example", "Bo Beispiel", "Cy Exemple"],
            json.GetProperty("author").EnumerateArray().Select(author => author.GetProperty("name").GetString()));
    }

    [Theory]
    [InlineData(EntityKind.Person, "Person", "people")]
    [InlineData(EntityKind.Place, "City", "places")]
    [InlineData(EntityKind.Topic, "DefinedTerm", "topics")]
    public void People_places_and_topics_have_types_of_schema_org(EntityKind kind, string type, string path)
    {
        var entity = new OutgoingEntity
        {
            Kind = kind,
            Slug = "a b",
            Name = "A",
            PlaceKind = "city",
            SameAs = ["https://www.wikidata.org/wiki/Q1"],
        };

        var json = JsonElement.Parse(JsonLdWriter.Write(entity, Site));

        Assert.Equal(type, json.GetProperty("@type").GetString());
        Assert.Equal($"https://news.example/{path}/a%20b", json.GetProperty("@id").GetString());
        Assert.Equal("https://www.wikidata.org/wiki/Q1", json.GetProperty("sameAs")[0].GetString());
    }

    private static void AssertFeed(JsonElement feed)
    {
        var (item, article) = (Assert.Single(feed.GetProperty("items").EnumerateArray()), OutgoingArticles.Full);
        Assert.Equal("Example News: Roads", feed.GetProperty("title").GetString());
        Assert.Equal("https://news.example/topics/roads", feed.GetProperty("link").GetString());
        Assert.Equal(article.Uri, item.GetProperty("id").GetString());
        Assert.Equal(article.Content.Headline, item.GetProperty("title").GetString());
        Assert.Equal("https://news.example/articles/harbour-bridge-reopens", item.GetProperty("link").GetString());
        Assert.Equal(article.Content.Body, item.GetProperty("html").GetString());
        Assert.Equal(article.Content.Byline, item.GetProperty("author").GetString());
        Assert.Equal(article.FirstCreated, item.GetProperty("published").GetDateTimeOffset());
    }
}

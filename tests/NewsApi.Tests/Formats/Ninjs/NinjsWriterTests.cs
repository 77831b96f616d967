using System.Text;
using System.Text.Json;
using CsCheck;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using NewsApi.Content.Outgoing;
using NewsApi.Formats.Ninjs;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Formats.Ninjs;

/// <summary>An article that leaves as ninjs comes back as the same article, and the item is valid by the standard.</summary>
[Trait("Needs", "Shared data")]
public sealed class NinjsWriterTests(ITestOutputHelper output)
{
    [Fact]
    public void Any_article_comes_back_as_it_left()
    {
        OutgoingArticles.Any.Sample(article =>
        {
            var json = Encoding.UTF8.GetString(NinjsWriter.Write(article));
            var back = TestReader.Article(json, strict: true);

            Assert.DoesNotContain(back.Warnings, warning => warning.Name != "renditions shown");
            Assert.Equal("ninjs 3.1", back.Format);
            Assert.Equal(Compared(article), Compared(OutgoingArticles.Of(back)));
        }, output.WriteLine, iter: 3_000);
    }

    [Theory]
    [InlineData("standards/ninjs/examples/3.0")]
    [InlineData("standards/ninjs/examples/2.1")]
    [InlineData("standards/ninjs/documentation")]
    [InlineData("standards/ninjs/graphql")]
    [InlineData("standards/newsml-g2")]
    [InlineData("standards/feeds")]
    public async Task A_real_item_of_any_format_loses_no_property_that_the_model_has(string folder)
    {
        var articles = (await TestReader.All(SharedData.Path(folder))).OfType<IncomingArticle>().ToList();

        Assert.NotEmpty(articles);
        Assert.All(articles, article =>
        {
            var json = Encoding.UTF8.GetString(NinjsWriter.Write(OutgoingArticles.Of(article)));
            var back = TestReader.Article(json, strict: folder != "standards/newsml-g2");

            Assert.Equal(Compared(OutgoingArticles.Of(article)), Compared(OutgoingArticles.Of(back)));
        });
    }

    [Fact]
    public void Every_property_is_one_of_the_schema_of_IPTC()
    {
        using var schema = JsonDocument.Parse(
            File.ReadAllText(SharedData.Path("standards/ninjs/specification/ninjs-schema_3.1.json")));
        var known = new HashSet<string>(StringComparer.Ordinal) { "coordinates" };
        Collect(schema.RootElement, known);
        using var item = JsonDocument.Parse(NinjsWriter.Write(OutgoingArticles.Full));

        Assert.DoesNotContain(Names(item.RootElement), name => !known.Contains(name));
        Assert.Equal(
            schema.RootElement.GetProperty("$id").GetString()?.TrimEnd('#'),
            item.RootElement.GetProperty("standard").GetProperty("schema").GetString());
    }

    [Fact]
    public void A_section_comes_back_without_a_topic_of_its_name()
    {
        var article = OutgoingArticles.Full with { Mentions = [] };

        var back = TestReader.Article(Encoding.UTF8.GetString(NinjsWriter.Write(article)), strict: true);

        Assert.Equal(("Economy & trade", 0), (back.Content.Section, back.Mentions.Count));
    }

    [Fact]
    public void A_person_keeps_a_relevance_for_which_the_standard_has_no_property()
    {
        var person = new OutgoingMention
        {
            Entity = new OutgoingEntity { Kind = EntityKind.Person, Slug = "a", Name = "Ada" },
            Relation = MentionRelation.About,
            Relevance = 87,
        };

        var json = Encoding.UTF8.GetString(NinjsWriter.Write(OutgoingArticles.Full with { Mentions = [person] }));

        Assert.Contains("""{"name":"Ada","rel":"about;relevance=87"}""", json, StringComparison.Ordinal);
        var mention = Assert.Single(TestReader.Article(json, strict: true).Mentions);
        Assert.Equal((MentionRelation.About, 87), (mention.Relation, mention.Relevance));
    }

    private static void Collect(JsonElement schema, HashSet<string> names)
    {
        if (schema.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in schema.EnumerateArray())
            {
                Collect(item, names);
            }
        }
        else if (schema.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in schema.EnumerateObject())
            {
                if (member.Name == "properties")
                {
                    names.UnionWith(member.Value.EnumerateObject().Select(property => property.Name));
                }

                Collect(member.Value, names);
            }
        }
    }

    private static IEnumerable<string> Names(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Names(member.Value).Prepend(member.Name)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(Names),
        _ => [],
    };

    /// <summary>The article as text, so that a failure shows the difference.</summary>
    private static string Compared(OutgoingArticle article) => JsonSerializer.Serialize(article, ReadableJson);

    private static readonly JsonSerializerOptions ReadableJson = new(NewsApi.Content.ContentJson.Options) { WriteIndented = true };
}

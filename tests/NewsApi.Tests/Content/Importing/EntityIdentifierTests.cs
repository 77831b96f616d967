using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using NewsApi.Tests.Support;
using Xunit;
using static NewsApi.Tests.Content.Importing.Items;

namespace NewsApi.Tests.Content.Importing;

/// <summary>People, places and topics found by their identifiers, and names that arrive later than the identifier.</summary>
public sealed class EntityIdentifierTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Address = "http://cv.iptc.org/newscodes/mediatopic/";

    [Theory]
    [InlineData("urn:v:code-only", "medtop:04000001", null)]
    [InlineData("urn:v:same-as-only", null, Address + "04000002")]
    [InlineData("urn:v:both", "medtop:04000003", Address + "04000003")]
    [InlineData(Address + "04000004", null, null)]
    [InlineData("medtop:04000005", null, null)]
    public async Task A_topic_is_found_by_its_code_and_its_address_under_any_name(string uri, string? code, string? sameAs)
    {
        var slug = $"economy-{(code ?? sameAs ?? uri)[^1]}";
        var number = (code ?? sameAs ?? uri)[^8..];
        await database.Database.ImportAsync(Entry(EntityKind.Topic, $"Economy {number}", uri, slug) with
        {
            Code = code,
            SameAs = sameAs is null ? [] : [sameAs],
        });

        Assert.Equal([slug, slug, slug], await MentionedEachAsync(
            Topic("Wirtschaft und Finanzen", $"medtop:{number}"),
            Topic(number, Address + number),
            Topic("Économie", Address.Replace("http:", "https:", StringComparison.Ordinal) + number)));
    }

    [Fact]
    public async Task People_and_places_are_found_by_same_as()
    {
        await database.Database.ImportAsync(
            Entry(EntityKind.Person, "Ada Known", "urn:v:ada", "ada-known") with { SameAs = ["http://www.wikidata.org/entity/Q1"] },
            Entry(EntityKind.Place, "Köln", "urn:v:cologne", "cologne") with { SameAs = ["http://www.wikidata.org/entity/Q365"] });

        Assert.Equal(["ada-known"], await MentionedEachAsync(Person("A. Known", "http://www.wikidata.org/entity/Q1")));
        Assert.Equal(["cologne"], await MentionedEachAsync(Place("Cologne", "http://www.wikidata.org/entity/Q365")));
    }

    [Fact]
    public async Task A_match_by_uri_precedes_one_by_code_then_by_same_as_then_by_name()
    {
        await database.Database.ImportAsync(
            Entry(EntityKind.Topic, "Order by name", "urn:o:1", "by-name"),
            Entry(EntityKind.Topic, "Order 2", "urn:o:2", "by-same-as") with { SameAs = ["x:code", "x:uri"] },
            Entry(EntityKind.Topic, "Order 3", "urn:o:3", "by-code") with { Code = "x:code" },
            Entry(EntityKind.Topic, "Order 4", "x:uri", "by-uri"));

        Assert.Equal(["by-uri"], await MentionedEachAsync(Topic("Order by name", "x:uri")));
        Assert.Equal(["by-code"], await MentionedEachAsync(Topic("Order by name", "x:code")));
        Assert.Equal(["by-name"], await MentionedEachAsync(Topic("Order by name", "x:unknown")));
    }

    [Fact]
    public async Task A_name_replaces_the_code_that_was_stored_in_its_place()
    {
        Assert.Equal(["tt-4711"], await MentionedEachAsync(Topic("tt:4711", "tt:4711")));
        Assert.Equal(["ishockey"], await MentionedEachAsync(Topic("Ishockey", "tt:4711")));
        Assert.Equal(["ishockey"], await MentionedEachAsync(Topic("4711", "tt:4711")));

        Assert.Equal("Ishockey|{ishockey}|tt-4711", await database.ScalarAsync<string>(
            """
            select concat_ws('|', e.name, e.name_keys::text, f.slug) from entity e join former_slug f on f.subject_id = e.id
            where e.uri = 'tt:4711'
            """));
    }

    [Fact]
    public async Task A_name_replaces_a_code_within_one_import_too_but_never_a_curated_name()
    {
        await database.Database.ImportAsync(Entry(EntityKind.Topic, "4713", "tt:4713", "curated"));
        Assert.Equal(["handboll", "handboll"], await MentionedEachAsync(Topic("4712", "tt:4712"), Topic("Handboll", "tt:4712")));
        await MentionedEachAsync(Topic("Bandy", "tt:4713"));

        Assert.Equal("4713", await database.ScalarAsync<string>("select name from entity where uri = 'tt:4713'"));
    }

    [Fact]
    public async Task A_gazetteer_entry_describes_the_topic_that_an_item_named_by_its_code()
    {
        await MentionedEachAsync(Topic("Utrikes", "medtop:11000000"));
        await database.Database.ImportAsync(
            Entry(EntityKind.Topic, "Politics", "urn:v:politics", "politics") with { SameAs = [Address + "11000000"] });

        Assert.Equal(["politics"], await MentionedEachAsync(Topic("Utrikes", "medtop:11000000")));
        Assert.Equal(1L, await database.ScalarAsync<long>("select count(*) from entity where name in ('Utrikes', 'Politics')"));
    }

    private static IncomingMention Topic(string name, string uri) => new() { Kind = EntityKind.Topic, Name = name, Uri = uri };

    /// <summary>Imports an item for each mention, and returns the slug of what each mentions.</summary>
    private async Task<string[]> MentionedEachAsync(params IncomingMention[] mentions)
    {
        var uris = mentions.Select(_ => $"urn:i:{Guid.NewGuid():N}").ToArray();
        await database.Database.ImportAsync([.. mentions.Zip(uris, (mention, uri) => Article(uri, mentions: mention))]);
        var slugs = new List<string>();
        foreach (var uri in uris)
        {
            slugs.Add(await database.ScalarAsync<string>(
                $"""
                select e.slug from mention m join entity e on e.id = m.entity_id join article a on a.id = m.article_id
                where a.uri = '{uri}'
                """));
        }

        return [.. slugs];
    }
}

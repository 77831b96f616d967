using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Formats.Gazetteer;

[Trait("Needs", "Shared data")]
public sealed class GazetteerFormatTests
{
    [Fact]
    public void A_place_is_read_with_all_its_fields()
    {
        const string Json = """
            {"kind":"place","slug":"oslo","uri":"urn:oslo","name":"Oslo","type":"city","countryCode":"NO","latitude":59.91,"longitude":10.75,"within":"norway",
            "aliases":["Christiania","Oslo","Kristiania"],"description":"Capital of Norway.","sameAs":["https://www.wikidata.org/wiki/Q585"]}
            """;

        Assert.Equal(
            new IncomingEntity(new Origin("items.json", 1))
            {
                Kind = EntityKind.Place,
                Name = "Oslo",
                Uri = "urn:oslo",
                Slug = "oslo",
                PlaceKind = "city",
                CountryCode = "NO",
                Latitude = 59.91,
                Longitude = 10.75,
                Parent = "norway",
                Aliases = ["Christiania", "Kristiania"],
                Description = "Capital of Norway.",
                SameAs = ["https://www.wikidata.org/wiki/Q585"],
                Document = Json,
            },
            Entity(Json, strict: true));
    }

    [Fact]
    public void A_topic_is_read_with_its_code_and_its_broader_topic()
    {
        var topic = Entity("""{"kind":"topic","slug":"economy","name":"Economy","code":"medtop:04000000","broader":"news"}""",
            strict: true);

        Assert.Equal((EntityKind.Topic, "medtop:04000000", "news"), (topic.Kind, topic.Code, topic.Parent));
        Assert.Equal(EntityKind.Person, Entity("""{"kind":"person","name":"Ada"}""", strict: true).Kind);
    }

    [Theory]
    [InlineData("""{"name":"a","slug":"a"}""", "people.ndjson", EntityKind.Person)]
    [InlineData("""{"name":"a","slug":"a"}""", "my/places.json.gz", EntityKind.Place)]
    [InlineData("""{"name":"a","slug":"a","uri":"urn:x:topic:a"}""", "people.ndjson", EntityKind.Topic)]
    [InlineData("""{"name":"a","slug":"a","kind":"person"}""", "places.ndjson", EntityKind.Person)]
    [InlineData("""{"name":"a","slug":"a","type":"topic"}""", "people.ndjson", EntityKind.Topic)]
    [InlineData("""{"name":"a","slug":"a","uri":"https://example.org/object/1"}""", "people.ndjson", EntityKind.Person)]
    [InlineData("""{"name":"a","slug":"a","countryCode":"NO"}""", "x.ndjson", EntityKind.Place)]
    [InlineData("""{"name":"a","slug":"a","broader":"b"}""", "x.ndjson", EntityKind.Topic)]
    public void The_kind_of_an_entry_follows_from_its_kind_uri_properties_or_file_name(string json, string file, EntityKind kind)
    {
        Assert.Equal(kind, Assert.IsType<IncomingEntity>(TestReader.One(json, file: file)).Kind);
    }

    [Theory]
    [InlineData("""{"name":"a","slug":"a"}""", "add \"kind\"")]
    [InlineData("""{"kind":"organisation","name":"a"}""", "it must be person, place or topic")]
    [InlineData("""{"name":"a","slug":"a","type":"exchange"}""", "is not supported")]
    [InlineData("""{"kind":"person","name":" "}""", "The person has no 'name'")]
    [InlineData("""{"kind":"person","name":"a","uri":5}""", "'uri' must be text, but is a number")]
    [InlineData("""{"kind":"person","name":"a","slug":["a"]}""", "'slug' must be text, but is a list")]
    public void An_invalid_entry_is_rejected_with_its_reason(string json, string reason)
    {
        Assert.Contains(reason, TestReader.Rejection(json), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"kind":"place","name":"a","countryCode":"no"}""", "countryCode")]
    [InlineData("""{"kind":"person","name":"a","aliases":"b"}""", "aliases")]
    [InlineData("""{"kind":"place","name":"a","latitude":"north","longitude":"10"}""", "latitude")]
    [InlineData("""{"kind":"place","name":"a","latitude":91,"longitude":0}""", "latitude")]
    [InlineData("""{"kind":"place","name":"a","latitude":59.9}""", "latitude")]
    [InlineData("""{"kind":"place","name":"a","mayor":["b"]}""", "mayor")]
    public void An_invalid_optional_value_is_omitted_with_a_warning(string json, string name)
    {
        var place = Entity(json);

        Assert.Equal(name, Assert.Single(place.Warnings).Name);
        Assert.Null(place.CountryCode);
        Assert.Null(place.Latitude);
        Assert.Empty(place.Aliases);
    }

    [Theory]
    [InlineData("people", EntityKind.Person, 267)]
    [InlineData("places", EntityKind.Place, 175)]
    [InlineData("topics", EntityKind.Topic, 140)]
    public async Task Real_gazetteers_are_read(string name, EntityKind kind, int count)
    {
        var entities = (await TestReader.All(SharedData.Path($"{name}.ndjson"))).Cast<IncomingEntity>().ToList();

        Assert.Equal(count, entities.Count(e => e.Kind == kind));
        Assert.All(entities, e => Assert.True(e.Slug is not null && e.Uri is not null && e.Description is not null));
        Assert.True(kind != EntityKind.Place
            || entities.TrueForAll(e => e is { CountryCode: not null, Latitude: not null, PlaceKind: not null }));
        var acq = entities.Find(e => e.Slug == "acq");
        Assert.Equal(
            kind == EntityKind.Topic ? ("ACQ", "corporate-codes", "http://cv.iptc.org/newscodes/mediatopic/20000204") : (null, null, null),
            (acq?.Code, acq?.Parent, acq?.SameAs[0]));
    }

    [Fact]
    public async Task Each_organisation_is_rejected_with_its_line_number()
    {
        var rejections = (await TestReader.All(SharedData.Path("organisations.ndjson"))).Cast<RejectedItem>().ToList();

        Assert.Equal(Enumerable.Range(1, 95).Select(line => (long?)line), rejections.Select(r => r.Origin.Line));
        Assert.All(rejections, r => Assert.Contains("is not supported", r.Reason, StringComparison.Ordinal));
    }

    private static IncomingEntity Entity(string json, bool strict = false) => Assert.IsType<IncomingEntity>(TestReader.One(json, strict));
}

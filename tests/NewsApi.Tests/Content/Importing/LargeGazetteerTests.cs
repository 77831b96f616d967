using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using NewsApi.Tests.Support;
using Xunit;
using static NewsApi.Tests.Content.Importing.Items;

namespace NewsApi.Tests.Content.Importing;

/// <summary>Gazetteers with many things of one name, over several batches.</summary>
public sealed class LargeGazetteerTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Theory]
    [InlineData("santa-cruz", null)]
    [InlineData("slugged", "slugged")]
    public async Task Many_places_of_one_name_are_each_one_place_and_the_second_import_changes_nothing(string slug, string? requested)
    {
        var options = new ImportOptions { BatchSize = 40 };
        var entries = Enumerable.Range(1, 200)
            .Select(i => Entry(EntityKind.Place, "Santa Cruz", $"urn:{slug}:{i}", requested) with { CountryCode = "BO" }).ToArray();
        Assert.All(await database.Database.ImportAsync(options, entries), o => Assert.Equal(ItemResult.Created, o.Result));

        var head = await database.HeadAsync();
        Assert.All(await database.Database.ImportAsync(options, entries), o => Assert.Equal(ItemResult.Unchanged, o.Result));
        Assert.Equal(head, await database.HeadAsync());
        Assert.Equal(200, await database.ScalarAsync<long>(
            $"select count(distinct slug) from entity where uri like 'urn:{slug}:%' and slug ~ '^{slug}(-[0-9]+)?$'"));

        // Changed ones are found among their namesakes, and in any order.
        var changed = entries.Reverse().Where((_, i) => i % 50 == 0).Select(e => e with { Latitude = -17.8, Longitude = -63.2 }).ToArray();
        Assert.All(await database.Database.ImportAsync(options, changed), o => Assert.Equal(ItemResult.Updated, o.Result));
        Assert.Equal(
            4, await database.ScalarAsync<long>($"select count(*) from entity where uri like 'urn:{slug}:%' and latitude = -17.8"));
    }

    [Fact]
    public async Task Of_many_namesakes_the_one_that_no_gazetteer_has_described_is_taken_over_once()
    {
        await database.Database.ImportAsync(Article("urn:ln:1", mentions: Place("Santa Rosa")));
        var outcomes = await database.Database.ImportAsync(
            new ImportOptions { BatchSize = 3 },
            Enumerable.Range(1, 7).Select(i => Entry(EntityKind.Place, "Santa Rosa", $"urn:rosa:{i}")));

        Assert.Equal([ItemResult.Updated, .. Enumerable.Repeat(ItemResult.Created, 6)], outcomes.Select(o => o.Result));
        Assert.Equal("urn:rosa:1", await database.ScalarAsync<string>(
            "select e.uri from mention m join entity e on e.id = m.entity_id where e.name = 'Santa Rosa'"));
    }

    [Fact]
    public async Task Entries_without_identifier_describe_the_entity_of_their_name_and_follow_a_new_name_within_the_batch()
    {
        var outcomes = await database.Database.ImportAsync(
            Entry(EntityKind.Topic, "Quays", "urn:q:1"),
            Entry(EntityKind.Topic, "Quays") with { Aliases = ["Wharves"] },
            Entry(EntityKind.Topic, "Docks", "urn:q:1"),
            Entry(EntityKind.Topic, "Quays", "urn:q:2"),
            Entry(EntityKind.Person, "Docks"));

        Assert.All(outcomes, o => Assert.Null(o.Reason));
        Assert.Equal("Docks urn:q:1, Quays urn:q:2", await database.ScalarAsync<string>(
            "select string_agg(name || ' ' || uri, ', ' order by uri) from entity where uri like 'urn:q:%'"));
    }

    [Fact]
    public async Task The_index_of_names_has_no_list_of_pending_entries() => Assert.Equal(
        "fastupdate=off",
        await database.ScalarAsync<string>("select array_to_string(reloptions, ',') from pg_class where relname = 'entity_by_name_key'"));
}

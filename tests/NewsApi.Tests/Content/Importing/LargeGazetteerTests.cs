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
    public async Task Each_of_many_entries_with_one_name_is_one_place_and_a_second_import_changes_nothing(string slug, string? requested)
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
    public async Task Only_the_first_of_many_entries_with_one_name_takes_over_the_entity_that_an_item_created()
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
    public async Task An_entry_without_identifier_matches_by_name_and_follows_a_rename_within_the_batch()
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
    public async Task The_index_of_name_keys_has_fastupdate_off() => Assert.Equal(
        "fastupdate=off",
        await database.ScalarAsync<string>("select array_to_string(reloptions, ',') from pg_class where relname = 'entity_by_name_key'"));
}

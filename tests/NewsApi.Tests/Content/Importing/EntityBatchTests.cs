using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using NewsApi.Tests.Support;
using Xunit;
using static NewsApi.Tests.Content.Importing.Items;

namespace NewsApi.Tests.Content.Importing;

public sealed class EntityBatchTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task A_parent_may_come_after_its_children(int batchSize)
    {
        var (n, options) = (batchSize, new ImportOptions { BatchSize = batchSize });

        var outcomes = await database.Database.ImportAsync(options,
        [
            Entry(EntityKind.Place, $"District {n}", $"urn:t:district-{n}", parent: $"city-{n}"),
            Entry(EntityKind.Place, $"City {n}", slug: $"city-{n}", parent: $"urn:t:country-{n}"),
            Entry(EntityKind.Place, $"Country {n}", $"urn:t:country-{n}"),
        ]);

        Assert.All(outcomes, o => Assert.Equal((ItemResult.Created, 0), (o.Result, o.Warnings.Count)));
        Assert.Equal(
            $"District {n}>City {n}>Country {n}",
            await database.ScalarAsync<string>(
                $"""
                select concat_ws('>', a.name, b.name, c.name) from entity a join entity b on b.id =
                    a.parent_id join entity c on c.id = b.parent_id
                where a.uri = 'urn:t:district-{n}'
                """));
    }

    [Fact]
    public async Task A_dry_run_in_many_batches_finds_the_same_parents_as_a_real_import()
    {
        var outcomes = await database.Database.ImportAsync(new ImportOptions { DryRun = true, BatchSize = 2 },
            Enumerable.Range(0, 12).Select(
                i => Entry(EntityKind.Topic, $"Dry {i}", slug: $"dry-{i}", parent: i < 3 ? null : $"dry-{i - 3}")));

        Assert.All(outcomes, o => Assert.Equal((ItemResult.Created, null, 0), (o.Result, o.Reason, o.Warnings.Count)));
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from entity where slug like 'dry-%'"));
    }

    [Fact]
    public async Task An_entry_with_an_unknown_parent_is_imported_with_a_warning()
    {
        var outcome = Assert.Single(await database.Database.ImportAsync(Entry(EntityKind.Topic, "Lonely", parent: "nowhere")));

        Assert.Equal(ItemResult.Created, outcome.Result);
        Assert.Contains("nowhere", Assert.Single(outcome.Warnings).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public async Task An_entry_that_would_close_a_circle_of_parents_is_rejected(int batchSize)
    {
        var outcomes = await database.Database.ImportAsync(new ImportOptions { BatchSize = batchSize },
        [
            Entry(EntityKind.Topic, $"A {batchSize}", slug: $"a-{batchSize}", parent: $"b-{batchSize}"),
            Entry(EntityKind.Topic, $"B {batchSize}", slug: $"b-{batchSize}", parent: $"c-{batchSize}"),
            Entry(EntityKind.Topic, $"C {batchSize}", slug: $"c-{batchSize}", parent: $"a-{batchSize}"),
        ]);

        var rejected = Assert.Single(outcomes, o => o.Result == ItemResult.Rejected);
        Assert.Contains("circle", rejected.Reason, StringComparison.Ordinal);
        Assert.Equal(2, await database.ScalarAsync<long>(
            $"select count(parent_id) from entity where slug in ('a-{batchSize}', 'b-{batchSize}', 'c-{batchSize}')"));
    }

    [Fact]
    public async Task A_parent_of_another_kind_is_unknown()
    {
        await database.Database.ImportAsync(Entry(EntityKind.Topic, "Rivers", slug: "rivers"));

        var outcome = Assert.Single(await database.Database.ImportAsync(Entry(EntityKind.Place, "Rhine", parent: "rivers")));

        Assert.Equal("unknown-parent", Assert.Single(outcome.Warnings).Name);
    }

    [Fact]
    public async Task An_entry_curates_the_entity_that_an_item_created_and_sets_its_slug()
    {
        await database.Database.ImportAsync(Article("urn:g:1", mentions: Person("Max Muster")));

        var outcome = Assert.Single(await database.Database.ImportAsync(
            Entry(EntityKind.Person, "Max Muster", "urn:g:max", "max-the-first") with
            {
                Description = "A minister",
                Document = "{\"role\":\"minister\"}"
            }));

        Assert.Equal(ItemResult.Updated, outcome.Result);
        Assert.Equal(
            "t max-the-first urn:g:max A minister {\"role\":\"minister\"}",
            await database.ScalarAsync<string>(
                "select concat_ws(' ', curated, slug, uri, description, document) from entity where name = 'Max Muster'"));
        Assert.Equal(1, await database.ScalarAsync<long>(
            "select count(*) from mention m join entity e on e.id = m.entity_id where e.slug = 'max-the-first'"));
    }

    [Fact]
    public async Task A_changed_entry_appends_one_log_row_and_an_unchanged_entry_appends_none()
    {
        var entry = Entry(EntityKind.Place, "Lund", "urn:g:lund") with { CountryCode = "SE", Latitude = 55.7, Longitude = 13.2 };
        await database.Database.ImportAsync(entry);
        var head = await database.HeadAsync();

        Assert.Equal(ItemResult.Unchanged, Assert.Single(await database.Database.ImportAsync(entry)).Result);
        Assert.Equal(head, await database.HeadAsync());
        Assert.Equal(ItemResult.Updated, Assert.Single(await database.Database.ImportAsync(entry with { Latitude = 55.70584 })).Result);
        Assert.Equal(head + 1, await database.HeadAsync());
        Assert.Equal(2, await database.ScalarAsync<short>($"select kind from wire_change where position = {head + 1}"));
    }

    [Fact]
    public async Task Two_entries_with_the_same_name_and_different_slugs_are_two_people()
    {
        await database.Database.ImportAsync(
            Entry(EntityKind.Person, "George Same", slug: "same-father"), Entry(EntityKind.Person, "George Same", slug: "same-son"));

        Assert.Equal(2, await database.ScalarAsync<long>("select count(*) from entity where name = 'George Same'"));
    }

    [Fact]
    public async Task A_value_that_the_database_rejects_keeps_only_its_own_entry_out()
    {
        var outcomes = await database.Database.ImportAsync(
            Entry(EntityKind.Place, "Good Place"), Entry(EntityKind.Place, "Bad Place") with { CountryCode = "xyz" },
                Entry(EntityKind.Place, "Fine Place"));

        Assert.Equal([ItemResult.Created, ItemResult.Rejected, ItemResult.Created], outcomes.Select(o => o.Result));
        Assert.Contains("country code is two letters", outcomes[1].Reason, StringComparison.Ordinal);
    }
}

using NewsApi.Content.Entities;
using NewsApi.Content.Publishing;
using NewsApi.Content.Wire.Rows;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Publishing;

public sealed class EntityCommandsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly ArticleCommands _commands = new(database.Database);
    private readonly EntityCommands _entities = new(database.Database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_entity_is_created_with_all_fields_of_its_draft_and_changed_by_its_id()
    {
        var norway = await PlaceAsync("Norway");
        var said = new EntityDraft
        {
            Name = "Tromsø",
            Uri = "urn:place:tromso",
            Description = "A city in the north.",
            Aliases = ["Romsa"],
            SameAs = ["https://example.org/tromso"],
            ParentId = norway,
            PlaceKind = "city",
            CountryCode = "NO",
            Latitude = 69.65,
            Longitude = 18.96,
        };

        var made = await _entities.UpsertAsync(
            EntityKind.Place, null, before => before is null ? said : throw new InvalidOperationException(), Token).DoneAsync();

        var tromso = Assert.IsType<Place>(await EntityAsync(made.Value.Id));
        Assert.Equal(said with { Slug = "tromso" }, EntityDraft.Of(tromso));
        Assert.True(tromso.Curated);
        Assert.Equal(["tromsø", "romsa"], tromso.NameKeys);
        Assert.Single(await database.LogAsync(tromso.Id, ChangeKind.Entity));

        var renamed = await _entities.UpsertAsync(
            EntityKind.Place, tromso.Id, before => before! with { Name = "Tromsø kommune", Description = null }, Token).DoneAsync();
        Assert.Equal(made.Cursor.Position + 1, renamed.Cursor.Position);
        var after = await EntityAsync(tromso.Id);
        Assert.Equal(("Tromsø kommune", null, "tromso", "tromsø kommune"), (after!.Name, after.Description, after.Slug, after.NameKeys[0]));

        await _entities.UpsertAsync(EntityKind.Place, tromso.Id, before => before!, Token).DoneAsync();
        Assert.Equal(renamed.Cursor.Position, await database.HeadAsync());
    }

    public static TheoryData<string, EntityKind, Func<EntityDraft, EntityDraft>> Wrong { get; } = new()
    {
        { "name", EntityKind.Person, d => d with { Name = "" } },
        { "name", EntityKind.Person, d => d with { Name = "\0" } },
        { "name", EntityKind.Person, d => d with { Name = new string('字', 501) } },
        { "description", EntityKind.Topic, d => d with { Description = "\ud800" } },
        { "aliases[1]", EntityKind.Topic, d => d with { Aliases = ["fine", ""] } },
        { "aliases", EntityKind.Topic, d => d with { Aliases = [.. Enumerable.Repeat("x", 501)] } },
        { "sameAs[0]", EntityKind.Topic, d => d with { SameAs = ["\0"] } },
        { "uri", EntityKind.Topic, d => d with { Uri = new string('u', 3000) } },
        { "slug", EntityKind.Topic, d => d with { Slug = "…" } },
        { "code", EntityKind.Place, d => d with { Code = "medtop:1" } },
        { "countryCode", EntityKind.Place, d => d with { CountryCode = "no" } },
        { "countryCode", EntityKind.Topic, d => d with { CountryCode = "NO" } },
        { "latitude", EntityKind.Place, d => d with { Latitude = double.NaN } },
        { "latitude", EntityKind.Place, d => d with { Latitude = 90.1 } },
        { "longitude", EntityKind.Place, d => d with { Longitude = double.PositiveInfinity } },
        { "parentId", EntityKind.Place, d => d with { ParentId = long.MaxValue } },
        { "parentId", EntityKind.Person, d => d with { ParentId = 1 } },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task An_invalid_value_of_an_entity_draft_is_rejected_with_its_field(
        string field, EntityKind kind, Func<EntityDraft, EntityDraft> wrong)
    {
        var error = await _entities.UpsertAsync(kind, null, _ => wrong(new EntityDraft { Name = "Somebody" }), Token)
            .RejectedAsync<EntityRef, PublishingError.InvalidValue>();
        Assert.Equal(field, error.Field);
    }

    [Fact]
    public async Task A_wrong_kind_or_id_a_uri_or_slug_in_use_and_a_circle_of_parents_are_rejected()
    {
        var (outer, person) = (await PlaceAsync("Outer"), await database.StoredAsync(Some.Person("Ada")));
        var inner = await PlaceAsync("Inner", outer);
        await _entities.UpsertAsync(EntityKind.Place, inner, d => d! with { Uri = "urn:inner", Slug = "inner-place" }, Token).DoneAsync();

        await _entities.UpsertAsync(EntityKind.Topic, inner, d => d!, Token).RejectedAsync<EntityRef, PublishingError.NotFound>();
        await _entities.UpsertAsync(EntityKind.Place, 987654, d => d!, Token).RejectedAsync<EntityRef, PublishingError.NotFound>();
        Assert.Equal(inner, (await _entities.UpsertAsync(EntityKind.Place, outer, d => d! with { Uri = "urn:inner" }, Token)
            .RejectedAsync<EntityRef, PublishingError.UriTaken>()).ById);
        await _entities.UpsertAsync(EntityKind.Place, outer, d => d! with { Slug = "inner-place" }, Token)
            .RejectedAsync<EntityRef, PublishingError.SlugTaken>();
        await _entities.UpsertAsync(EntityKind.Place, outer, d => d! with { ParentId = inner }, Token)
            .RejectedAsync<EntityRef, PublishingError.Circle>();
        await _entities.UpsertAsync(EntityKind.Place, outer, d => d! with { ParentId = outer }, Token)
            .RejectedAsync<EntityRef, PublishingError.Circle>();
        Assert.Equal("parentId",
            (await _entities.UpsertAsync(EntityKind.Place, outer, d => d! with { ParentId = person }, Token)
            .RejectedAsync<EntityRef, PublishingError.InvalidValue>()).Field);
    }

    [Fact]
    public async Task A_move_appends_a_row_for_each_public_article_below_with_the_tree_before_and_after()
    {
        var (old, recent) = (await PlaceAsync("Old country"), await PlaceAsync("New country"));
        var region = await PlaceAsync("Region", old);
        var town = await PlaceAsync("Town", region);
        var named = await _commands.PublishedAsync(Editing.Draft("In town", town));
        var both = await _commands.PublishedAsync(Editing.Draft("In region and town", town, region));
        var draft = await _commands.CreateAsync(Editing.Draft("Not public", town));
        var elsewhere = await _commands.PublishedAsync(Editing.Draft("Elsewhere", old, recent));
        var head = await database.HeadAsync();

        var moved = await _entities.UpsertAsync(EntityKind.Place, region, d => d! with { ParentId = recent }, Token).DoneAsync();

        Assert.Equal(head + 3, moved.Cursor.Position);
        var row = Assert.Single(await database.LogAsync(named, after: head));
        Assert.Equal(([region, old], [region, recent]),
            (Assert.Single(row.Before!.Mentions).Within, Assert.Single(row.After!.Mentions).Within));
        Assert.Single(await database.LogAsync(both, after: head));
        Assert.Empty(await database.LogAsync(draft, after: head));
        Assert.Empty(await database.LogAsync(elsewhere, after: head));
        Assert.Single(await database.LogAsync(region, ChangeKind.Entity, head));
    }

    [Fact]
    public async Task Only_an_entity_that_is_not_in_use_can_be_deleted()
    {
        var outer = await PlaceAsync("Used");
        var inner = await PlaceAsync("Inside", outer);
        await _commands.CreateAsync(Editing.Draft("Names it", outer));

        var used = await _entities.DeleteAsync(outer, Token).RejectedAsync<EntityRef, PublishingError.EntityInUse>();
        Assert.Equal((1, 1), (used.Articles, used.Children));

        await _entities.DeleteAsync(inner, Token).DoneAsync();
        Assert.Null(await EntityAsync(inner));
        Assert.Equal(2, (await database.LogAsync(inner, ChangeKind.Entity)).Count);
        await _entities.DeleteAsync(inner, Token).RejectedAsync<EntityRef, PublishingError.NotFound>();
    }

    [Fact]
    public async Task A_replaced_slug_stays_reserved_for_its_entity()
    {
        var id = await PlaceAsync("Kristiania");
        await _entities.UpsertAsync(EntityKind.Place, id, d => d! with { Name = "Oslo", Slug = "oslo" }, Token).DoneAsync();

        Assert.Equal(id, await database.ScalarAsync<long>("select subject_id from former_slug where kind = 2 and slug = 'kristiania'"));
        var other = await PlaceAsync("Kristiania");
        Assert.Equal("kristiania-2", (await EntityAsync(other))!.Slug);
    }

    private async Task<long> PlaceAsync(string name, long? within = null) =>
        (await _entities.UpsertAsync(EntityKind.Place, null, _ => new EntityDraft { Name = name, ParentId = within }, Token)
            .DoneAsync()).Value.Id;

    private async Task<Entity?> EntityAsync(long id)
    {
        await using var connection = await database.Source.OpenConnectionAsync(Token);
        return await new EntityStore(connection).LockAsync(id, Token);
    }
}

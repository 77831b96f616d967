using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using NewsApi.Content.Publishing;
using NewsApi.Content.Wire.Rows;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Publishing;

public sealed class EntityMergeTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly ArticleCommands _commands = new(database.Database);
    private readonly EntityCommands _entities = new(database.Database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_merge_appends_a_row_for_each_article_whose_match_by_id_or_ancestor_changes()
    {
        var (goes, stays, other) = (await TopicAsync("Soccer"), await TopicAsync("Football"), await TopicAsync("Chess"));
        var (under, below) = (await TopicAsync("Soccer leagues", goes), await TopicAsync("Football cups", stays));
        var namesGone = await _commands.PublishedAsync(Editing.Draft("Names the one that goes", other, goes));
        var namesStaying = await _commands.PublishedAsync(Editing.Draft("Names the one that stays", stays));
        var namesUnder = await _commands.PublishedAsync(Editing.Draft("Names what lay under it", under));
        var namesBelow = await _commands.PublishedAsync(Editing.Draft("Names what lies under the other", below));
        var namesOther = await _commands.PublishedAsync(Editing.Draft("Names another", other));
        var draft = await _commands.CreateAsync(Editing.Draft("Is a draft", goes));
        var head = await database.HeadAsync();

        var merged = await _entities.MergeAsync(goes, stays, Token).DoneAsync();

        var (gone, staying) = (Assert.Single(await database.LogAsync(namesGone, after: head)),
            Assert.Single(await database.LogAsync(namesStaying, after: head)));
        Assert.Equal([other, goes], gone.Before!.Mentions.Select(m => m.EntityId));
        Assert.Equal([other, stays], gone.After!.Mentions.Select(m => m.EntityId));
        Assert.Equal(([goes], [stays, goes]), (gone.Before.Mentions[1].Ids, gone.After.Mentions[1].Ids));
        Assert.Equal(([stays], [stays, goes]), (staying.Before!.Mentions[0].Ids, staying.After!.Mentions[0].Ids));
        var (above, beneath) = (
            Assert.Single(await database.LogAsync(namesUnder, after: head)),
            Assert.Single(await database.LogAsync(namesBelow, after: head)));
        Assert.Equal(([goes], [stays, goes]), (above.Before!.Mentions[0].Within, above.After!.Mentions[0].Within));
        Assert.Equal(([stays], [stays, goes]), (beneath.Before!.Mentions[0].Within, beneath.After!.Mentions[0].Within));
        Assert.Empty(await database.LogAsync(namesOther, after: head));
        Assert.Empty(await database.LogAsync(draft, after: head));
        Assert.Equal(stays, Assert.Single((await database.ArticleAsync(draft)).Mentions).EntityId);

        // The articles, then what lay within it, it, and the one that stayed.
        Assert.Equal(head + 4 + 3, merged.Cursor.Position);
        Assert.All((long[])[under, goes, stays], id => Assert.Single(database.LogAsync(id, ChangeKind.Entity, head).Result));
    }

    [Fact]
    public async Task An_article_that_mentions_both_merged_topics_keeps_one_mention_with_the_stronger_values()
    {
        var (goes, stays) = (await TopicAsync("Elections"), await TopicAsync("Voting"));
        var id = await _commands.PublishedAsync(
            Editing.Draft() with { Mentions = [new(goes, MentionRelation.About, 30), new(stays, MentionRelation.Mentions, 60)] });
        var head = await database.HeadAsync();

        await _entities.MergeAsync(goes, stays, Token).DoneAsync();

        var mention = Assert.Single((await database.ArticleAsync(id)).Mentions);
        Assert.Equal((stays, MentionRelation.About, 60, 0), (mention.EntityId, mention.Relation, mention.Relevance, mention.Ordinal));
        var row = Assert.Single(await database.LogAsync(id, after: head));
        Assert.Equal([(goes, MentionRelation.About, 30), (stays, MentionRelation.Mentions, 60)],
            row.Before!.Mentions.Select(m => (m.EntityId, m.Relation, m.Relevance!.Value)));
        Assert.Equal([(stays, MentionRelation.About, 60)], row.After!.Mentions.Select(m => (m.EntityId, m.Relation, m.Relevance!.Value)));
    }

    [Fact]
    public async Task Ids_of_repeated_merges_resolve_to_the_last_survivor_and_facts_contain_every_id()
    {
        var (a, b, c) = (await TopicAsync("Climate A"), await TopicAsync("Climate B"), await TopicAsync("Climate C"));
        var id = await _commands.PublishedAsync(Editing.Draft("About the first", a));

        await _entities.MergeAsync(a, b, Token).DoneAsync();
        await _entities.MergeAsync(b, c, Token).DoneAsync();

        Assert.Equal([(a, c), (b, c)], await MergedAsync(c));
        Assert.Equal(3L, await database.ScalarAsync<long>(
            $"select count(*) from (select slug from former_slug where kind = 3 and subject_id = {c} union all select slug from entity where id = {c}) s"));
        Assert.Equal([c, a, b], (await database.LogAsync(id))[^1].After!.Mentions[0].Ids);

        // Written with an old id, it is the last that is meant; and that is the same as what stands there.
        var done = await _commands.UpdateAsync(id, null, d => d with { Mentions = [new DraftMention(a)] }, Token).DoneAsync();
        Assert.Equal(2, done.Value.Version);
        Assert.Equal(c, (await _entities.UpsertAsync(EntityKind.Topic, a, d => d! with { Description = "All of it." }, Token)
            .DoneAsync()).Value.Id);
        await _entities.MergeAsync(a, c, Token).RejectedAsync<EntityRef, PublishingError.NotFound>();
        await _entities.DeleteAsync(a, Token).RejectedAsync<EntityRef, PublishingError.NotFound>();
    }

    [Fact]
    public async Task A_topic_is_merged_into_its_own_grandchild_without_a_circle()
    {
        var top = await TopicAsync("Top");
        var goes = await TopicAsync("Goes", top);
        var between = await TopicAsync("Between", goes);
        var stays = await TopicAsync("Stays", between);

        await _entities.MergeAsync(goes, stays, Token).DoneAsync();

        Assert.Equal(top, await database.ScalarAsync<long>($"select parent_id from entity where id = {stays}"));
        Assert.Equal(stays, await database.ScalarAsync<long>($"select parent_id from entity where id = {between}"));
    }

    [Fact]
    public async Task A_merge_joins_the_names_and_the_importer_finds_the_survivor_by_name_alias_and_uri()
    {
        var goes = await TopicAsync(
            "Kiev", said: d => d with
            {
                Uri = "urn:place:kiev",
                Aliases = ["Kijew"],
                SameAs = ["https://example.org/kiev"],
                Description = "A capital."
            });
        var stays = await TopicAsync("Kyiv", said: d => d with { Uri = "urn:place:kyiv" });

        await _entities.MergeAsync(goes, stays, Token).DoneAsync();

        Assert.Equal(["Kiev", "Kijew"], await database.ScalarAsync<string[]>($"select aliases from entity where id = {stays}"));
        Assert.Equal("A capital.", await database.ScalarAsync<string>($"select description from entity where id = {stays}"));
        var commands = new TestNewsroom(database.Database);
        var uri = await commands.PublishAsync(
            "By name and uri", TestNewsroom.Topic("Kiev"), TestNewsroom.Topic("Kijew"),
            TestNewsroom.Topic("Kiev") with { Uri = "urn:place:kiev" });
        Assert.Equal([stays], await database.ScalarAsync<long[]>(
            $"select array_agg(m.entity_id) from mention m join article a on a.id = m.article_id where a.uri = '{uri}'"));
        Assert.Equal(1, await database.ScalarAsync<long>("select count(*) from entity where name in ('Kiev', 'Kijew', 'Kyiv')"));
    }

    [Fact]
    public async Task A_gazetteer_that_still_contains_a_merged_topic_does_not_create_it_again()
    {
        static IncomingEntity Entry(string name, string? uri, string? slug) =>
            new(new Origin("topics.ndjson", 1)) { Kind = EntityKind.Topic, Name = name, Uri = uri, Slug = slug, Document = "{}" };

        Incoming[] gazetteer = [Entry("Motor racing", "urn:t:1", "motor-racing"), Entry("Motorsport", "urn:t:2", "motorsport"),
            Entry("Karting", null, "karting")];
        await ImportAsync(gazetteer);
        var (goes, stays, kart) = (await ByNameAsync("Motor racing"), await ByNameAsync("Motorsport"), await ByNameAsync("Karting"));
        await _entities.MergeAsync(goes, stays, Token).DoneAsync();
        await _entities.MergeAsync(kart, stays, Token).DoneAsync();
        var head = await database.HeadAsync();

        var child = Entry("Rallying", "urn:t:3", "rallying") with { Parent = "motor-racing" };
        var outcomes = await ImportAsync([.. gazetteer, child]);

        Assert.Equal([ItemResult.Unchanged, ItemResult.Unchanged, ItemResult.Unchanged, ItemResult.Created], outcomes);
        Assert.Equal(head + 1, await database.HeadAsync());
        Assert.Equal(stays, await database.ScalarAsync<long>("select parent_id from entity where name = 'Rallying'"));
        Assert.Equal(["Motor racing", "Karting"], await database.ScalarAsync<string[]>($"select aliases from entity where id = {stays}"));
    }

    [Fact]
    public async Task A_gazetteer_that_moves_a_topic_appends_a_row_for_each_article_below_it()
    {
        static IncomingEntity Entry(string name, string? parent = null) =>
            new(new Origin("topics.ndjson", 1))
            {
                Kind = EntityKind.Topic,
                Name = name,
                Uri = $"urn:move:{name}",
                Parent = parent,
                Document = "{}"
            };

        await ImportAsync([Entry("First"), Entry("Second"), Entry("Moves", "urn:move:First")]);
        var id = await _commands.PublishedAsync(Editing.Draft("Under it", await ByNameAsync("Moves")));
        var head = await database.HeadAsync();

        await ImportAsync([Entry("Moves", "urn:move:Second")]);

        var row = Assert.Single(await database.LogAsync(id, after: head));
        Assert.Equal([await ByNameAsync("First")], row.Before!.Mentions[0].Within);
        Assert.Equal([await ByNameAsync("Second")], row.After!.Mentions[0].Within);
    }

    [Fact]
    public async Task Only_two_different_entities_of_the_same_kind_can_be_merged()
    {
        var topic = await TopicAsync("Harbours");
        var place = await database.StoredAsync(Some.Place("Harbour"));

        Assert.Equal(
            "into", (await _entities.MergeAsync(topic, place, Token).RejectedAsync<EntityRef, PublishingError.InvalidValue>()).Field);
        Assert.Equal(
            "into", (await _entities.MergeAsync(topic, topic, Token).RejectedAsync<EntityRef, PublishingError.InvalidValue>()).Field);
        await _entities.MergeAsync(topic, 987654, Token).RejectedAsync<EntityRef, PublishingError.NotFound>();
    }

    [Fact]
    public async Task Articles_written_during_merges_mention_the_survivor_in_the_tables_and_in_the_log()
    {
        var topics = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => TopicAsync($"Busy {i}")));
        var writing = Enumerable.Range(0, 24)
            .Select(i => Task.Run(() => _commands.PublishedAsync(Editing.Draft($"Busy article {i}", topics[i % 6])), Token)).ToArray();
        foreach (var topic in topics[1..])
        {
            await _entities.MergeAsync(topic, topics[0], Token).DoneAsync();
        }

        foreach (var id in await Task.WhenAll(writing))
        {
            Assert.Equal(topics[0], Assert.Single((await database.ArticleAsync(id)).Mentions).EntityId);
            var last = (await database.LogAsync(id))[^1].After!;
            Assert.Equal([topics[0], .. topics[1..].Order()], Assert.Single(last.Mentions).Ids);
        }
    }

    private async Task<long> TopicAsync(string name, long? under = null, Func<EntityDraft, EntityDraft>? said = null)
    {
        var draft = new EntityDraft { Name = name, ParentId = under };
        return (await _entities.UpsertAsync(EntityKind.Topic, null, _ => said is null ? draft : said(draft), Token).DoneAsync()).Value.Id;
    }

    private Task<long> ByNameAsync(string name) => database.ScalarAsync<long>($"select id from entity where name = '{name}'");

    private async Task<(long, long)[]> MergedAsync(long into) =>
        [.. (await database.ScalarAsync<long[]>($"select array_agg(id order by id) from merged_entity where into_id = {into}"))
            .Select(id => (id, into))];

    private async Task<ItemResult[]> ImportAsync(Incoming[] items)
    {
        var results = new List<ItemResult>();
        await foreach (var outcome in new Importer(database.Database).ImportAsync(items.ToAsyncEnumerable(), new ImportOptions(), Token))
        {
            results.Add(outcome.Result);
        }

        return [.. results];
    }
}

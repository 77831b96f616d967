using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using NewsApi.Content.Linking;
using NewsApi.Content.Publishing;
using NewsApi.Tests.Content.Importing;
using NewsApi.Tests.Content.Publishing;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Linking;

/// <summary>Links of stored articles: by import, by editors, and again after a gazetteer changed.</summary>
public sealed class ArticleLinkingTests(TestDatabase database) : IClassFixture<TestDatabase>, IDisposable
{
    private readonly NameIndexSource _names = new(database.Database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ArticleLinker Linker => new(_names);

    private ArticleCommands Commands => new(database.Database, Linker);

    public void Dispose() => _names.Dispose();

    [Fact]
    public async Task An_item_without_tags_is_linked_and_an_item_with_tags_keeps_them()
    {
        await ImportAsync(
            Entry(EntityKind.Person, "Ada Quill"), Entry(EntityKind.Place, "Quillbury"), Entry(EntityKind.Topic, "Quill trade"));
        await ImportAsync(
            Item("quill:1", "<p>Ada Quill came to Quillbury for the quill trade. Quill left.</p>"),
            Item("quill:2", "<p>Ada Quill came to Quillbury.</p>", Items.Person("Bob Tagged")));

        var article = await database.ArticleAsync("quill:1");
        Assert.Equal(
            ["Person Linked Mentions 0-9,49-54", "Place Linked Mentions 18-27", "Topic Linked Mentions 36-47"],
            article.Mentions.OrderBy(m => m.Ordinal).Select(Show));
        article = await database.ArticleAsync("quill:2");
        Assert.Equal(["Person Tagged Mentions ", "Place Linked Mentions 18-27"], article.Mentions.OrderBy(m => m.Ordinal).Select(Show));
    }

    [Fact]
    public async Task A_tagged_mention_gets_its_spans_in_the_text_and_the_same_item_again_changes_nothing()
    {
        await ImportAsync(Entry(EntityKind.Person, "Cleo Tagge", "urn:test:cleo"), Entry(EntityKind.Person, "Dan Untagge"));
        var tag = Items.Person("Cleo Tagge", "urn:test:cleo") with { Relevance = 7 };
        var item = Item("tagged:1", "<p>Tagge and Dan Untagge met.</p>", tag);
        await ImportAsync(item);
        var mention = Assert.Single((await database.ArticleAsync("tagged:1")).Mentions);
        Assert.Equal(("Person Tagged Mentions 0-5", 7), (Show(mention), mention.Relevance));

        var head = await Items.HeadAsync(database);
        await ImportAsync(item, item with { Document = "the same, said otherwise", Version = "2" });
        Assert.Equal(head, await Items.HeadAsync(database));
    }

    [Fact]
    public async Task An_editors_text_is_linked_and_a_link_that_the_editor_removed_is_not_added_again()
    {
        await ImportAsync(Entry(EntityKind.Person, "Eve Editory"), Entry(EntityKind.Place, "Editory Bay"));
        var id = await Commands.CreateAsync(Editing.Draft("News") with { Content = Content("Eve Editory is at Editory Bay.") });
        var links = (await database.ArticleAsync(id)).Mentions;
        Assert.Equal(["Person Linked Mentions 0-11", "Place Linked Mentions 18-29"], links.Select(Show));

        // Out, and the text is edited and the archive relinked afterwards.
        await UpdateAsync(id, draft => draft with { Mentions = [.. draft.Mentions.Where(m => m.EntityId != links[0].EntityId)] });
        await UpdateAsync(id, draft => draft with { Content = Content("At Editory Bay is Eve Editory.") });
        await RelinkAsync();
        Assert.Equal(["Place Linked Mentions 3-14"], (await database.ArticleAsync(id)).Mentions.Select(Show));

        // Tagged by an editor it is a tag, with its spans.
        await UpdateAsync(id, draft => draft with { Mentions = [new DraftMention(links[0].EntityId), .. draft.Mentions] });
        Assert.Equal(
            ["Person Tagged About 18-29", "Place Linked Mentions 3-14"], (await database.ArticleAsync(id)).Mentions.Select(Show));
        Assert.Equal(0L, await database.ScalarAsync<long>("select count(*) from removed_link"));
    }

    [Fact]
    public async Task Relinking_appends_a_log_row_only_for_articles_whose_mentions_change()
    {
        await ImportAsync(Item("relink:1", "<p>Fay Newcomer spoke.</p>"), Item("relink:2", "<p>Silence.</p>"));
        await RelinkAsync();
        await ImportAsync(Entry(EntityKind.Person, "Fay Newcomer"));
        var (first, second) = (await database.ArticleAsync("relink:1"), await database.ArticleAsync("relink:2"));
        Assert.Empty(first.Mentions);

        var head = await Items.HeadAsync(database);
        Assert.Equal(1, await RelinkAsync());
        var row = Assert.Single(await database.LogAsync(first.Id, after: head));
        Assert.Equal((0, 1), (row.Before?.Mentions.Count, row.After?.Mentions.Count));
        Assert.Equal(MentionOrigin.Linked, row.After?.Mentions[0].Origin);
        Assert.Empty(await database.LogAsync(second.Id, after: head));
        var after = await database.ArticleAsync("relink:1");
        Assert.Equal((first.Version, first.UpdatedAt), (after.Version, after.UpdatedAt));
        Assert.Equal("Person Linked Mentions 0-12", Show(after.Mentions[0]));

        head = await Items.HeadAsync(database);
        Assert.Equal(0, await RelinkAsync());
        Assert.Equal(head, await Items.HeadAsync(database));
    }

    [Fact]
    public async Task A_stopped_relinking_resumes_after_its_last_batch()
    {
        await ImportAsync([.. Enumerable.Range(0, 450).Select(i => Item($"stopped:{i}", "<p>Silence.</p>"))]);
        await using (var stopped = new Relinker(database.Database, Linker).RunAsync(Token).GetAsyncEnumerator(Token))
        {
            Assert.True(await stopped.MoveNextAsync());
            Assert.Equal(200, stopped.Current.Read);
        }

        var all = await database.ScalarAsync<long>("select count(*) from article");
        var rest = 0L;
        await foreach (var batch in new Relinker(database.Database, Linker).RunAsync(Token))
        {
            rest += batch.Read;
        }

        Assert.Equal(all - 200, rest);
    }

    [Fact]
    public async Task Changed_merged_and_deleted_names_apply_to_the_next_text_as_after_a_restart()
    {
        await ImportAsync(Entry(EntityKind.Person, "Gus Former", "urn:test:gus"), Entry(EntityKind.Person, "Hal Former", "urn:test:hal"));
        Assert.Equal(["Gus Former", "Hal Former"], await LinkAsync("Gus Former met Hal Former and Ivy Latter."));
        var ids = await IdsAsync("Gus Former", "Hal Former");
        var commands = new EntityCommands(database.Database);
        await commands.MergeAsync(ids[0], ids[1], Token).DoneAsync();
        await ImportAsync(Entry(EntityKind.Person, "Ivy Latter"));
        Assert.Equal(["Hal Former", "Ivy Latter"], await LinkAsync("Gus Former met Hal Former and Ivy Latter."));
        await commands.DeleteAsync((await IdsAsync("Ivy Latter"))[0], Token).DoneAsync();

        string[] now = await LinkAsync("Gus Former met Hal Former and Ivy Latter.");
        Assert.Equal(["Hal Former"], now);
        using var restarted = new NameIndexSource(database.Database);
        Assert.Equal(now, await LinkAsync("Gus Former met Hal Former and Ivy Latter.", new ArticleLinker(restarted)));
    }

    private static IncomingEntity Entry(EntityKind kind, string name, string? uri = null) => Items.Entry(kind, name, uri);

    private static IncomingArticle Item(string uri, string body, params IncomingMention[] tags)
    {
        var item = Items.Article(uri, mentions: tags);
        return (item with { Content = item.Content with { Headline = "News", Body = body } }).Documented();
    }

    private static ArticleContent Content(string text) => new() { Headline = "News", Language = "en", Body = $"<p>{text}</p>" };

    private static string Show(Mention mention) =>
        $"{mention.Kind} {mention.Origin} {mention.Relation} {string.Join(',', mention.Spans.Select(s => $"{s.Start}-{s.End}"))}";

    private async Task ImportAsync(params Incoming[] items)
    {
        await foreach (var outcome in new Importer(database.Database, Linker)
            .ImportAsync(items.ToAsyncEnumerable(), new ImportOptions(), Token))
        {
            Assert.NotEqual(ItemResult.Rejected, outcome.Result);
        }
    }

    private async Task UpdateAsync(long id, Func<ArticleDraft, ArticleDraft> edit) =>
        await Commands.UpdateAsync(id, null, edit, Token).DoneAsync();

    private async Task<int> RelinkAsync()
    {
        var changed = 0;
        await foreach (var batch in new Relinker(database.Database, Linker).RunAsync(Token))
        {
            changed += batch.Changed;
        }

        return changed;
    }

    private async Task<string[]> LinkAsync(string text, ArticleLinker? linker = null)
    {
        await using var connection = await database.Source.OpenConnectionAsync(Token);
        var linked = await (linker ?? Linker).LinkAsync(connection, [new LinkInput { Text = text }], traced: false, Token);
        return [.. linked[0].Links.Select(l => l.Entity.Name)];
    }

    private async Task<long[]> IdsAsync(params string[] names)
    {
        var ids = new List<long>();
        foreach (var name in names)
        {
            ids.Add(await database.ScalarAsync<long>($"select id from entity where name = '{name}'"));
        }

        return [.. ids];
    }
}

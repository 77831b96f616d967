using NewsApi.Content.Entities;
using NewsApi.Content.Publishing;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Wire;
using NewsApi.Tests.Content.Reading;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Content.Publishing;

public sealed class NameRefreshTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly ArticleCommands _commands = new(database.Database);
    private readonly EntityCommands _entities = new(database.Database);
    private readonly NameRefresh _refresh = new(database.Database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_rename_and_a_merge_are_followed_by_the_articles_with_exact_rows_of_the_log_and_no_new_version()
    {
        var (first, second, third) = (Some.Word(), Some.Word(), Some.Word());
        var (person, other) = (await database.StoredAsync(Some.Person(first)), await database.StoredAsync(Some.Person(third)));
        var id = await _commands.PublishedAsync(Editing.Draft(naming: person));
        var draft = await _commands.CreateAsync(Editing.Draft(naming: person));
        await RefreshAsync();

        await RenameAsync(person, second);
        Assert.Equal([id], await FindAsync(first));
        var head = await database.HeadAsync();
        Assert.Equal(2, await RefreshAsync());

        Assert.Empty(await FindAsync(first));
        Assert.Equal([id, draft], (await FindAsync(second, Visibility.Everything)).Order());
        var (before, after, _) = Assert.Single(await database.LogAsync(id, after: head));
        Assert.Equal((first, second), (before?.SearchNames, after?.SearchNames));
        Assert.Equal(before! with { SearchNames = second }, after);
        Assert.Equal((null, null, true), Assert.Single(await database.LogAsync(draft, after: head)));

        await _entities.MergeAsync(person, other, Token).DoneAsync();
        await RefreshAsync();
        Assert.Equal($"{third}\n{second}", (await database.ArticleAsync(id)).SearchNames);
        Assert.Equal(0, await RefreshAsync());
    }

    [Fact]
    public async Task A_refresh_that_was_killed_goes_on_after_its_last_batch()
    {
        var (old, name) = (Some.Word(), Some.Word());
        var person = Some.Person(old);
        await database.StoreAsync(person);
        await database.StoreAsync([.. Enumerable.Range(0, 450).Select(_ => Some.Article(publishedAt: Some.Moment).Naming(person))]);
        await RefreshAsync();
        await RenameAsync(person.Id, name);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using (var blocker = await database.Source.OpenConnectionAsync(Token))
        {
            // The last article is locked, so that the refresh stops in its third batch.
            await using var transaction = await blocker.BeginTransactionAsync(Token);
            await using var block = new NpgsqlCommand("select from article order by id desc limit 1 for update", blocker);
            await block.ExecuteNonQueryAsync(Token);
            var killed = _refresh.RunAsync(stop.Token);
            await Poll.UntilAsync(async () => await CountAsync(name) == 400);
            await stop.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => killed);
        }

        var head = await database.HeadAsync();
        Assert.Equal(50, await RefreshAsync());
        Assert.Equal((450, head + 50), (await CountAsync(name), await database.HeadAsync()));
    }

    [Fact]
    public async Task After_changes_that_the_log_no_longer_has_all_articles_are_compared_and_only_outdated_ones_are_written()
    {
        var (old, name) = (Some.Word(), Some.Word());
        var person = await database.StoredAsync(Some.Person(old));
        var id = await _commands.PublishedAsync(Editing.Draft(naming: person));
        await _commands.PublishedAsync(Editing.Draft("Another"));
        await RefreshAsync();
        await RenameAsync(person, name);
        await WireEpoch.BeginAsync(database.Database, Token);

        Assert.Equal(1, await RefreshAsync());
        Assert.Equal([id], await FindAsync(name));
        Assert.Equal(0, await RefreshAsync());
    }

    /// <summary>A program that does not know the column leaves it null, and its rows of the log have no names.</summary>
    [Fact]
    public async Task An_article_that_an_older_version_of_the_program_wrote_gets_its_names()
    {
        var name = Some.Word();
        var person = await database.StoredAsync(Some.Person(name));
        await RefreshAsync();
        var id = await _commands.PublishedAsync(Editing.Draft(naming: person));
        await database.ExecuteAsync(
            $"""
            update article set search_names = null where id = {id};
            update wire_change set after = after - 'searchNames', before = before - 'searchNames' where subject_id = {id}
            """);
        Assert.Empty(await FindAsync(name));

        Assert.Equal(1, await RefreshAsync());
        Assert.Equal([id], await FindAsync(name));
    }

    private Task<int> RefreshAsync() => _refresh.RunAsync(Token);

    private async Task RenameAsync(long person, string name) => await _entities
        .UpsertAsync(EntityKind.Person, person, d => d! with { Name = name }, Token).DoneAsync();

    private Task<long> CountAsync(string name) =>
        database.ScalarAsync<long>($"select count(*) from article where search_names = '{name}'");

    private async Task<IEnumerable<long>> FindAsync(string search, Visibility visibility = Visibility.Public) => (await database.ReadAsync(
        TestLists.Of(ContentTable.Article).List() with { Where = new Condition.Search(ContentTable.Article, search) }, visibility)).Ids();
}

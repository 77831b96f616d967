using NewsApi.Content.Publishing;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Publishing;

/// <summary>Several editors at one article at the same moment.</summary>
public sealed class ArticleUnitOfWorkTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly ArticleCommands _commands = new(database.Database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_of_several_edits_with_the_same_expected_version_commits_and_the_others_are_rejected()
    {
        var id = await _commands.PublishedAsync(Editing.Draft("At first"));

        for (var version = 2; version < 12; version++)
        {
            var expected = version;
            var acts = await Task.WhenAll(Enumerable.Range(0, 4).Select(editor => Task.Run(
                () => _commands.UpdateAsync(id, expected, d => d.Saying($"Editor {editor} on {expected}"), Token), Token)));

            var winner = Assert.Single(acts.OfType<CommandResult<ArticleRef>.Committed>());
            Assert.Equal(expected + 1, winner.Value.Version);
            Assert.All(acts.OfType<CommandResult<ArticleRef>.Rejected>(), rejected =>
            {
                var conflict = Assert.IsType<PublishingError.VersionConflict>(Assert.Single(rejected.Errors));
                Assert.Equal((expected, expected + 1), (conflict.Expected, conflict.Current));
            });
        }

        // Nothing is lost: each version replaced the one before it, and the log tells it in that order.
        var versions = await database.VersionsAsync(id);
        Assert.Equal(Enumerable.Range(1, 11), versions.Select(v => v.Version));
        Assert.Equal(Enumerable.Range(2, 11), (await database.LogAsync(id)).Where(r => r.After is not null).Select(r => r.After!.Version));
    }

    [Fact]
    public async Task Concurrent_edits_without_an_expected_version_run_in_turn_and_none_is_lost()
    {
        var id = await _commands.CreateAsync(Editing.Draft("0"));

        await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(
            () => _commands.UpdateAsync(id, null, d => d.Saying($"{int.Parse(d.Content.Headline, null) + 1}"), Token).DoneAsync(), Token)));

        var article = await database.ArticleAsync(id);
        Assert.Equal(("16", 17), (article.Content.Headline, article.Version));
    }

    [Fact]
    public async Task The_clock_is_read_after_the_row_lock_is_taken()
    {
        var id = await _commands.CreateAsync(Editing.Draft());
        await using var holder = await database.Source.OpenConnectionAsync(Token);
        await using var transaction = await holder.BeginTransactionAsync(Token);
        await using (var hold = holder.CreateCommand())
        {
            hold.CommandText = $"select from article where id = {id} for update";
            await hold.ExecuteNonQueryAsync(Token);
        }

        var publishing = Task.Run(() => _commands.PublishAsync(id, null, null, Token).DoneAsync(), Token);
        await Poll.UntilAsync(() => database.ScalarAsync<bool>("select exists (select from pg_locks where not granted)"));

        var released = await database.ScalarAsync<DateTime>("select date_trunc('milliseconds', clock_timestamp())");
        await transaction.RollbackAsync(Token);
        await publishing;

        Assert.True((await database.ArticleAsync(id)).PublishedAt >= released);
    }

    [Fact]
    public async Task An_edit_that_throws_leaves_the_article_unchanged_and_unlocked()
    {
        var id = await _commands.CreateAsync(Editing.Draft());

        await Assert.ThrowsAsync<InvalidOperationException>(
            () => _commands.UpdateAsync(id, null, _ => throw new InvalidOperationException("No."), Token));

        Assert.Equal(1, (await database.ArticleAsync(id)).Version);
        await _commands.UpdateAsync(id, 1, d => d.Saying("Free again"), Token).DoneAsync();
    }
}

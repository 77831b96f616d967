using NewsApi.Content.Articles;
using NewsApi.Content.Publishing;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Publishing;

public sealed class TransitionsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly ArticleCommands _commands = new(database.Database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Every act in every status, and the status after it; null where it is rejected.</summary>
    public static TheoryData<ArticleStatus, ArticleAction, ArticleStatus?> Table { get; } = new()
    {
        { ArticleStatus.Draft, ArticleAction.Update, ArticleStatus.Draft },
        { ArticleStatus.Draft, ArticleAction.Publish, ArticleStatus.Published },
        { ArticleStatus.Draft, ArticleAction.Schedule, ArticleStatus.Scheduled },
        { ArticleStatus.Draft, ArticleAction.Correct, null },
        { ArticleStatus.Draft, ArticleAction.Withdraw, null },
        { ArticleStatus.Scheduled, ArticleAction.Update, ArticleStatus.Scheduled },
        { ArticleStatus.Scheduled, ArticleAction.Publish, ArticleStatus.Published },
        { ArticleStatus.Scheduled, ArticleAction.Schedule, ArticleStatus.Scheduled },
        { ArticleStatus.Scheduled, ArticleAction.Correct, null },
        { ArticleStatus.Scheduled, ArticleAction.Withdraw, ArticleStatus.Draft },
        { ArticleStatus.Scheduled, ArticleAction.Delete, null },
        { ArticleStatus.Published, ArticleAction.Update, ArticleStatus.Published },
        { ArticleStatus.Published, ArticleAction.Publish, null },
        { ArticleStatus.Published, ArticleAction.Schedule, null },
        { ArticleStatus.Published, ArticleAction.Correct, ArticleStatus.Published },
        { ArticleStatus.Published, ArticleAction.Withdraw, ArticleStatus.Withdrawn },
        { ArticleStatus.Published, ArticleAction.Delete, null },
        { ArticleStatus.Expired, ArticleAction.Update, ArticleStatus.Expired },
        { ArticleStatus.Expired, ArticleAction.Publish, ArticleStatus.Published },
        { ArticleStatus.Expired, ArticleAction.Schedule, ArticleStatus.Scheduled },
        { ArticleStatus.Expired, ArticleAction.Correct, ArticleStatus.Expired },
        { ArticleStatus.Expired, ArticleAction.Withdraw, ArticleStatus.Withdrawn },
        { ArticleStatus.Expired, ArticleAction.Delete, null },
        { ArticleStatus.Withdrawn, ArticleAction.Update, ArticleStatus.Withdrawn },
        { ArticleStatus.Withdrawn, ArticleAction.Publish, ArticleStatus.Published },
        { ArticleStatus.Withdrawn, ArticleAction.Schedule, ArticleStatus.Scheduled },
        { ArticleStatus.Withdrawn, ArticleAction.Correct, ArticleStatus.Withdrawn },
        { ArticleStatus.Withdrawn, ArticleAction.Withdraw, null },
        { ArticleStatus.Withdrawn, ArticleAction.Delete, null },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task A_command_leads_to_the_status_in_the_table_or_is_rejected_and_writes_nothing(
        ArticleStatus from, ArticleAction act, ArticleStatus? to)
    {
        var id = await database.InStatusAsync(from);
        Assert.Equal(from, await StatusAsync(id));
        var (before, head) = ((await database.ArticleAsync(id)).Version, await database.HeadAsync());

        if (to is null)
        {
            var error = await ActAsync(id, act).RejectedAsync<PublishingError.NotAllowedInStatus>();
            Assert.Equal((act, from), (error.Action, error.Status));
            Assert.Equal((from, before, head),
                (await StatusAsync(id), (await database.ArticleAsync(id)).Version, await database.HeadAsync()));
            Assert.Matches(@"^An article in status [A-Z]+ cannot be \w+\. .+\.$", error.Message);
        }
        else
        {
            var done = await ActAsync(id, act).DoneAsync();
            Assert.Equal((to, before + 1, head + 1), (await StatusAsync(id), done.Value.Version, done.Cursor.Position));
            var kept = Assert.Single(await database.VersionsAsync(id), v => v.Version == before);
            Assert.Equal($"In status {from}", kept.Content.Headline);
        }
    }

    [Fact]
    public void The_table_has_every_command_in_every_status_except_the_deletion_of_a_draft() => Assert.Equal(
        Enum.GetValues<ArticleStatus>().SelectMany(s => Enum.GetValues<ArticleAction>().Select(a => (s, a)))
            .Except([(ArticleStatus.Draft, ArticleAction.Delete)]).Order(),
        Table.Select(row => (row.Data.Item1, row.Data.Item2)).Order());

    [Fact]
    public async Task A_draft_can_be_deleted_and_each_later_command_on_it_is_rejected_as_not_found()
    {
        var id = await database.InStatusAsync(ArticleStatus.Draft);
        await ActAsync(id, ArticleAction.Update).DoneAsync();

        await ActAsync(id, ArticleAction.Delete).DoneAsync();

        Assert.Equal(0, await database.ScalarAsync<long>(
            $"select (select count(*) from article where id = {id}) + (select count(*) from article_version where article_id = {id})"));
        Assert.All(await database.LogAsync(id), row => Assert.True(row.Internal));
        foreach (var act in Enum.GetValues<ArticleAction>())
        {
            Assert.Equal(id, (await ActAsync(id, act).RejectedAsync<PublishingError.NotFound>()).Id);
        }
    }

    /// <summary>As readers are told.</summary>
    private async Task<ArticleStatus> StatusAsync(long id) => (ArticleStatus)await database.ScalarAsync<short>(
        $"select {Publicity.StatusSql("a")} from article a where id = {id}");

    private Task<CommandResult<ArticleRef>> ActAsync(long id, ArticleAction act) => act switch
    {
        ArticleAction.Update => _commands.UpdateAsync(id, null, d => d.Saying("Changed"), Token),
        ArticleAction.Publish => _commands.PublishAsync(id, null, null, Token),
        ArticleAction.Schedule => _commands.PublishAsync(id, null, TimeProvider.System.GetUtcNow().AddDays(1), Token),
        ArticleAction.Correct => _commands.CorrectAsync(id, null, "It is the other bridge.", d => d.Saying("Corrected"), Token),
        ArticleAction.Withdraw => _commands.WithdrawAsync(id, null, null, Token),
        _ => _commands.DeleteDraftAsync(id, null, Token),
    };
}

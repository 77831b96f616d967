using NewsApi.Content.Publishing;
using NewsApi.Content.Reading;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Publishing;

public sealed class TransitionsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private readonly Newsroom _newsroom = new(database.Database);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Every act in every status, and the status after it; null where it is refused.</summary>
    public static TheoryData<ArticleStatus, ArticleAct, ArticleStatus?> Table { get; } = new()
    {
        { ArticleStatus.Draft, ArticleAct.Update, ArticleStatus.Draft },
        { ArticleStatus.Draft, ArticleAct.Publish, ArticleStatus.Published },
        { ArticleStatus.Draft, ArticleAct.Schedule, ArticleStatus.Scheduled },
        { ArticleStatus.Draft, ArticleAct.Correct, null },
        { ArticleStatus.Draft, ArticleAct.Withdraw, null },
        { ArticleStatus.Scheduled, ArticleAct.Update, ArticleStatus.Scheduled },
        { ArticleStatus.Scheduled, ArticleAct.Publish, ArticleStatus.Published },
        { ArticleStatus.Scheduled, ArticleAct.Schedule, ArticleStatus.Scheduled },
        { ArticleStatus.Scheduled, ArticleAct.Correct, null },
        { ArticleStatus.Scheduled, ArticleAct.Withdraw, ArticleStatus.Draft },
        { ArticleStatus.Scheduled, ArticleAct.Delete, null },
        { ArticleStatus.Published, ArticleAct.Update, ArticleStatus.Published },
        { ArticleStatus.Published, ArticleAct.Publish, null },
        { ArticleStatus.Published, ArticleAct.Schedule, null },
        { ArticleStatus.Published, ArticleAct.Correct, ArticleStatus.Published },
        { ArticleStatus.Published, ArticleAct.Withdraw, ArticleStatus.Withdrawn },
        { ArticleStatus.Published, ArticleAct.Delete, null },
        { ArticleStatus.Expired, ArticleAct.Update, ArticleStatus.Expired },
        { ArticleStatus.Expired, ArticleAct.Publish, ArticleStatus.Published },
        { ArticleStatus.Expired, ArticleAct.Schedule, ArticleStatus.Scheduled },
        { ArticleStatus.Expired, ArticleAct.Correct, ArticleStatus.Expired },
        { ArticleStatus.Expired, ArticleAct.Withdraw, ArticleStatus.Withdrawn },
        { ArticleStatus.Expired, ArticleAct.Delete, null },
        { ArticleStatus.Withdrawn, ArticleAct.Update, ArticleStatus.Withdrawn },
        { ArticleStatus.Withdrawn, ArticleAct.Publish, ArticleStatus.Published },
        { ArticleStatus.Withdrawn, ArticleAct.Schedule, ArticleStatus.Scheduled },
        { ArticleStatus.Withdrawn, ArticleAct.Correct, ArticleStatus.Withdrawn },
        { ArticleStatus.Withdrawn, ArticleAct.Withdraw, null },
        { ArticleStatus.Withdrawn, ArticleAct.Delete, null },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task An_act_leads_where_the_table_says_or_is_refused_and_writes_nothing(ArticleStatus from, ArticleAct act, ArticleStatus? to)
    {
        var id = await database.InStatusAsync(from);
        Assert.Equal(from, await StatusAsync(id));
        var (before, head) = ((await database.ArticleAsync(id)).Version, await database.HeadAsync());

        if (to is null)
        {
            var error = await ActAsync(id, act).RefusedAsync<PublishingError.NotAllowedInStatus>();
            Assert.Equal((act, from), (error.Act, error.Status));
            Assert.Equal((from, before, head), (await StatusAsync(id), (await database.ArticleAsync(id)).Version, await database.HeadAsync()));
            Assert.Matches(@"^An article that is \w+ cannot be \w+\. .+\.$", error.Message);
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
    public void The_table_holds_every_act_in_every_status_but_the_deletion_of_a_draft() => Assert.Equal(
        Enum.GetValues<ArticleStatus>().SelectMany(s => Enum.GetValues<ArticleAct>().Select(a => (s, a))).Except([(ArticleStatus.Draft, ArticleAct.Delete)]).Order(),
        Table.Select(row => (row.Data.Item1, row.Data.Item2)).Order());

    [Fact]
    public async Task A_draft_is_deleted_and_what_is_not_there_is_not_found()
    {
        var id = await database.InStatusAsync(ArticleStatus.Draft);
        await ActAsync(id, ArticleAct.Update).DoneAsync();

        await ActAsync(id, ArticleAct.Delete).DoneAsync();

        Assert.Equal(0, await database.ScalarAsync<long>($"select (select count(*) from article where id = {id}) + (select count(*) from article_version where article_id = {id})"));
        Assert.All(await database.LogAsync(id), row => Assert.True(row.Internal));
        foreach (var act in Enum.GetValues<ArticleAct>())
        {
            Assert.Equal(id, (await ActAsync(id, act).RefusedAsync<PublishingError.NotFound>()).Id);
        }
    }

    /// <summary>As readers are told.</summary>
    private async Task<ArticleStatus> StatusAsync(long id) => (ArticleStatus)await database.ScalarAsync<short>(
        $"select {Visible.StatusSql.Replace("{0}", "a", StringComparison.Ordinal)} from article a where id = {id}");

    private Task<Published<ArticleStanding>> ActAsync(long id, ArticleAct act) => act switch
    {
        ArticleAct.Update => _newsroom.UpdateAsync(id, null, d => d.Saying("Changed"), Token),
        ArticleAct.Publish => _newsroom.PublishAsync(id, null, null, Token),
        ArticleAct.Schedule => _newsroom.PublishAsync(id, null, TimeProvider.System.GetUtcNow().AddDays(1), Token),
        ArticleAct.Correct => _newsroom.CorrectAsync(id, null, "It is the other bridge.", d => d.Saying("Corrected"), Token),
        ArticleAct.Withdraw => _newsroom.WithdrawAsync(id, null, null, Token),
        _ => _newsroom.DeleteDraftAsync(id, null, Token),
    };
}

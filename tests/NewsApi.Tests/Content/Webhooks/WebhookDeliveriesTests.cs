using System.Diagnostics;
using NewsApi.Content.Webhooks;
using NewsApi.Content.Wire;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Webhooks;

/// <summary>Whatever a receiver does, each announcement is accepted in order, and none is lost.</summary>
public sealed class WebhookDeliveriesTests(TestPostgres postgres) : IAsyncLifetime
{
    private readonly TestDatabase _database = new(postgres);

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    private TestNewsroom Newsroom => new(_database.Database);

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_receiver_that_was_down_gets_everything_in_order_when_it_is_up()
    {
        await using var receiver = new WebhookReceiver();
        var secret = await AddAsync(receiver);
        await using var sending = await SendingProcess.StartAsync(_database.Database);
        var down = Stopwatch.StartNew();
        await PublishAsync(30);
        await Poll.ReadUntilAsync(ListedAsync, webhook => webhook.LastFailure == "the connection failed: ConnectionError");
        await Poll.UntilAsync(() => down.Elapsed >= TestSize.ReceiverDown, atMost: TestSize.ReceiverDown + TimeSpan.FromMinutes(1));
        await PublishAsync(30);

        await receiver.StartAsync();

        await AssertAllAcceptedAsync(receiver);
        Assert.All(receiver.Attempts, attempt => Assert.True(attempt.IsSignedWith(secret)));
        Assert.All(receiver.Attempts, attempt => Assert.True(attempt.Tags.Count <= SendingProcess.Quick.MostTags));
        await Poll.UntilAsync(async () => await ListedAsync() is { ChangesBehind: 0, FailingSince: null, AcceptedAt: not null });
    }

    [Fact]
    public async Task A_failure_has_a_line_at_its_beginning_and_one_at_its_end_without_the_URL_and_the_tags()
    {
        await using var receiver = await WebhookReceiver.StartAsync(WebhookReceiver.Status(number => number < 4 ? 500 : 200));
        var secret = await AddAsync(receiver);
        await using var sending = await SendingProcess.StartAsync(_database.Database);

        await PublishAsync(1);

        await AssertAllAcceptedAsync(receiver);
        var ids = receiver.Attempts.Select(a => a.Id).Distinct();
        Assert.Single(ids);
        await Poll.UntilAsync(() => sending.Log.All.Count(l => l.Message.Contains("Webhook", StringComparison.Ordinal)) == 2);
        var log = string.Join('\n', sending.Log.All);
        Assert.Contains("(status 500)", log, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", log, StringComparison.Ordinal);
        Assert.DoesNotContain("article-", log, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receiver_that_answers_badly_or_not_at_all_gets_everything_in_order_over_restarts_of_the_service()
    {
        await using var receiver = await WebhookReceiver.StartAsync(async (number, context) =>
        {
            switch (number % 7)
            {
                case 0:
                    context.Response.StatusCode = 500;
                    break;
                case 2:
                    // It would accept, but later than the service waits.
                    await Task.Delay(Timeout.Infinite, context.RequestAborted);
                    break;
                case 4:
                    context.Abort();
                    break;
                case 5:
                    // A redirect is no acceptance, and is not followed.
                    context.Response.Redirect("/elsewhere");
                    break;
            }
        });
        await AddAsync(receiver);
        var impatient = SendingProcess.Quick with { Timeout = TimeSpan.FromMilliseconds(500) };
        for (var run = 0; run < 3; run++)
        {
            await using var sending = await SendingProcess.StartAsync(_database.Database, impatient);
            var before = receiver.Attempts.Count;
            await PublishAsync(12);
            await Poll.UntilAsync(() => receiver.Attempts.Count >= before + 4);
        }

        await using var last = await SendingProcess.StartAsync(_database.Database, impatient);
        await AssertAllAcceptedAsync(receiver);
    }

    [Fact]
    public async Task Two_processes_announce_each_change_once()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await AddAsync(receiver);
        await using var one = await SendingProcess.StartAsync(_database.Database);
        await using var other = await SendingProcess.StartAsync(_database.Database);

        await PublishAsync(40);

        await AssertAllAcceptedAsync(receiver);
        Assert.Equal(receiver.Attempts.Count, receiver.Attempts.Select(a => a.Id).Distinct().Count());
    }

    [Fact]
    public async Task After_a_crash_another_process_goes_on()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await AddAsync(receiver);
        await _database.ExecuteAsync(
            "update webhook set claimed_by = gen_random_uuid(), claimed_until = clock_timestamp() + interval '500 milliseconds'");
        await using var sending = await SendingProcess.StartAsync(_database.Database);

        await PublishAsync(3);

        await AssertAllAcceptedAsync(receiver);
    }

    [Fact]
    public async Task A_receiver_that_is_down_delays_no_other_one()
    {
        await using var down = new WebhookReceiver();
        await using var up = await WebhookReceiver.StartAsync();
        await AddAsync(down);
        await AddAsync(up);
        await using var sending = await SendingProcess.StartAsync(_database.Database);

        await PublishAsync(10);

        await AssertAllAcceptedAsync(up);
    }

    [Fact]
    public async Task Drafts_are_not_announced_and_the_end_of_an_embargo_is()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await AddAsync(receiver);
        await using var sending = await SendingProcess.StartAsync(_database.Database);

        await Newsroom.EmbargoAsync("Budget leaks", DateTimeOffset.MaxValue.AddYears(-1));
        await PublishAsync(1);

        await AssertAllAcceptedAsync(receiver);
        Assert.Single(receiver.Tags, tag => tag.StartsWith("article-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_receiver_that_may_have_missed_changes_is_sent_the_tag_of_all_answers(bool isExpired)
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await AddAsync(receiver);
        await PublishAsync(3);
        if (isExpired)
        {
            await _database.ExecuteAsync("delete from wire_change where position < (select position from wire_head)");
        }
        else
        {
            await WireEpoch.BeginAsync(_database.Database, Stopping);
        }

        await using var sending = await SendingProcess.StartAsync(_database.Database);
        await Poll.UntilAsync(() => receiver.Accepted.Count == 1);
        Assert.Equal(["all"], receiver.Tags);

        await PublishAsync(1);
        await Poll.UntilAsync(() => receiver.Tags.Any(tag => tag.StartsWith("article-", StringComparison.Ordinal)));
        await Poll.UntilAsync(async () => (await ListedAsync()).ChangesBehind == 0);
        Assert.Equal((await ListedAsync()).Cursor.ToString(), receiver.Accepted[^1].Cursor);
    }

    [Fact]
    public async Task A_removed_webhook_gets_nothing_and_its_secret_is_deleted()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await AddAsync(receiver);
        await using var sending = await SendingProcess.StartAsync(_database.Database);
        await PublishAsync(1);
        await AssertAllAcceptedAsync(receiver);

        Assert.True(await new WebhookStore(_database.Database).RemoveAsync((await ListedAsync()).Id, "test", Stopping));
        Assert.True(await _database.ScalarAsync<bool>("select secret is null from webhook"));
        await using var other = await WebhookReceiver.StartAsync();
        await AddAsync(other);
        await Poll.UntilAsync(async () =>
        {
            await PublishAsync(1);
            return other.Accepted.Count > 0;
        });
        var (before, published) = (receiver.Attempts.Count, other.Accepted.Count);
        await PublishAsync(1);
        await Poll.UntilAsync(() => other.Accepted.Count > published);
        Assert.Equal(before, receiver.Attempts.Count);
    }

    [Fact]
    public async Task Attempts_are_counted_by_result_and_the_lag_lasts_until_the_receiver_accepts()
    {
        var status = 500;
        await using var receiver = new WebhookReceiver(WebhookReceiver.Status(_ => status));
        await AddAsync(receiver);
        await using var sending = await SendingProcess.StartAsync(_database.Database);
        await PublishAsync(2);
        await Poll.UntilAsync(() => sending.Deliveries.Attempts.SingleOrDefault() is { Failed: > 1, Refused: 0, Accepted: 0 });
        await receiver.StartAsync();
        await Poll.UntilAsync(() => sending.Deliveries.Attempts.Single() is { Failed: > 1, Refused: > 1, Accepted: 0 });
        var lag = await Poll.ReadUntilAsync(() => Task.FromResult(sending.Deliveries.Lags.Single()), l => l.Changes >= 2);
        Assert.True(lag.Time > TimeSpan.Zero);

        status = 200;

        await AssertAllAcceptedAsync(receiver);
        var end = await Poll.ReadUntilAsync(() => Task.FromResult(sending.Deliveries.Lags.Single()), l => l.Changes == 0);
        Assert.Equal(TimeSpan.Zero, end.Time);
        Assert.Equal(receiver.Attempts.Count(a => a.Status == 200), sending.Deliveries.Attempts.Single().Accepted);
        Assert.Equal(receiver.Attempts.Count(a => a.Status == 500), sending.Deliveries.Attempts.Single().Refused);
    }

    private async Task<string> AddAsync(WebhookReceiver receiver) => Assert.IsType<AddedWebhook.Added>(
        await new WebhookStore(_database.Database).AddAsync(receiver.Url, null, null, Stopping)).Secret;

    private async Task<Webhook> ListedAsync() => (await new WebhookStore(_database.Database).ListAsync(Stopping))[0];

    private async Task PublishAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await Newsroom.PublishAsync($"Harbour bridge reopens {i}", TestNewsroom.Place("Oslo"));
        }
    }

    /// <summary>
    /// Waits until the receiver has accepted all changes of the log since it was added, in the order of the log. What comes again, because
    /// the service did not see that it was accepted, counts once.
    /// </summary>
    private async Task AssertAllAcceptedAsync(WebhookReceiver receiver)
    {
        string[] expected = (await _database.ScalarAsync<string[]>(
            """
            select array_agg('article-' || subject_id order by position) from wire_change
            where kind = 1 and (before is not null or after is not null)
            """));
        await Poll.UntilAsync(() => Articles().Length >= expected.Length, () => string.Join(' ', Articles()));
        Assert.Equal(expected, Articles());

        string[] Articles() => [.. receiver.Tags.Where(tag => tag.StartsWith("article-", StringComparison.Ordinal)).Distinct()];
    }
}

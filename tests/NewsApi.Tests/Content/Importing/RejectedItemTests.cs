using System.Globalization;
using NewsApi.Content.Articles;
using NewsApi.Content.Importing;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;
using static NewsApi.Tests.Content.Importing.Items;

namespace NewsApi.Tests.Content.Importing;

public sealed class RejectedItemTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    public static TheoryData<string, string> Bad => new()
    {
        { "nul", "headline contains a NUL" },
        { "surrogate", "summary contains half a surrogate pair" },
        { "no-headline", "no headline" },
        { "no-uri", "no uri" },
        { "long-uri", "uri is longer than" },
        { "urgency", "urgency is 1 to 9" },
        { "relevance", "relevance is 0 to 100" },
        { "latitude", "latitude is on earth" },
        { "deep", "200 deep" },
        { "nul-in-image", "NUL" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task An_invalid_item_is_rejected_with_its_reason_and_the_rest_of_its_batch_is_imported(string what, string reason)
    {
        var good = Enumerable.Range(0, 20).Select(i => Article($"urn:rest:{what}:{i}"));
        var bad = Make(what) with { Origin = new Origin("bad.ndjson", 7) };

        var outcomes = await database.Database.ImportAsync(new ImportOptions(), [.. good.Take(13), bad, .. good.Skip(13)]);

        var rejected = Assert.Single(outcomes, o => o.Result == ItemResult.Rejected);
        Assert.Equal("bad.ndjson:7", rejected.Origin.ToString());
        Assert.Contains(reason, rejected.Reason, StringComparison.Ordinal);
        Assert.Equal(20, await database.ScalarAsync<long>($"select count(*) from article where uri like 'urn:rest:{what}:%'"));
        Assert.Equal(0, await database.ScalarAsync<long>($"select count(*) from article where uri = 'urn:bad:{what}'"));
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from entity where name = 'Nobody Else'"));
    }

    [Fact]
    public async Task The_log_stays_gapless_when_items_are_rejected()
    {
        await database.Database.ImportAsync(Make("urgency"), Article("urn:gapless:1"), Make("relevance"), Article("urn:gapless:2"));

        Assert.True(await database.ScalarAsync<bool>(
            "select coalesce(max(position), 0) = count(*) and count(*) = (select position from wire_head) from wire_change"));
    }

    [Fact]
    public async Task An_item_that_the_reader_rejected_keeps_its_place_among_the_outcomes()
    {
        var outcomes = await database.Database.ImportAsync(
            Article("urn:through:1"), new RejectedItem(new Origin("f.json", 3), "The document ends in the middle."),
                Article("urn:through:2"));

        Assert.Equal([ItemResult.Created, ItemResult.Rejected, ItemResult.Created], outcomes.Select(o => o.Result));
        Assert.Equal("The document ends in the middle.", outcomes[1].Reason);
    }

    [Fact]
    public async Task A_database_connection_lost_in_a_transaction_stops_the_import_with_a_message_and_committed_items_stay()
    {
        await using var import = ImportTwoAsync("cut within");
        Assert.True(await import.MoveNextAsync());
        await using var other = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await other.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var hold = new NpgsqlCommand("lock table article in exclusive mode", other);
        await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        // The batch waits for the lock, so it is in the middle of its transaction when its connection ends.
        var next = import.MoveNextAsync().AsTask();
        await Poll.UntilAsync(async () => await TerminateAsync("cut within", "wait_event_type = 'Lock'") > 0);
        var stopped = await Assert.ThrowsAsync<ImportStoppedException>(async () => await next);

        Assert.Contains("Everything committed so far stays", stopped.Message, StringComparison.Ordinal);
        Assert.Equal("urn:cut:1", (await database.ArticleAsync("urn:cut:1")).Uri);
    }

    [Fact]
    public async Task An_import_goes_on_over_a_connection_that_was_lost_between_two_batches()
    {
        await using var import = ImportTwoAsync("cut between");
        Assert.True(await import.MoveNextAsync());
        Assert.True(await TerminateAsync("cut between", "true") > 0);

        Assert.True(await import.MoveNextAsync());

        Assert.Equal(ItemResult.Created, import.Current.Result);
    }

    /// <summary>Imports two articles, one a batch, over connections with that name.</summary>
    private async IAsyncEnumerator<ItemOutcome> ImportTwoAsync(string applicationName)
    {
        static async IAsyncEnumerable<Incoming> Two()
        {
            yield return Article("urn:cut:1");
            await Task.Yield();
            yield return Article("urn:cut:2");
        }

        await using var named = NewsApi.Content.Database.NewsDatabase.At(
            $"{database.ConnectionString};Application Name={applicationName};Maximum Pool Size=1");
        var items = new Importer(named).ImportAsync(Two(), new ImportOptions { BatchSize = 1 }, TestContext.Current.CancellationToken);
        await foreach (var outcome in items)
        {
            yield return outcome;
        }
    }

    /// <summary>Ends the connections with that name for which the condition holds.</summary>
    private Task<long> TerminateAsync(string applicationName, string condition) => database.ScalarAsync<long>(
        $"""
        select count(pg_terminate_backend(pid)) from pg_stat_activity
        where application_name = '{applicationName}' and datname = current_database() and {condition}
        """);

    private static IncomingArticle Make(string what)
    {
        var item = Article($"urn:bad:{what}", mentions: Person("Nobody Else"));
        return (what switch
        {
            "nul" => item with { Content = item.Content with { Headline = "A\0B" } },
            "surrogate" => item with { Content = item.Content with { Summary = "half \uD83D" } },
            "no-headline" => item with { Content = item.Content with { Headline = " " } },
            "no-uri" => item with { Uri = "" },
            "long-uri" => item with { Uri = $"urn:{new string('x', 4000)}" },
            "urgency" => item with { Content = item.Content with { Urgency = 12 } },
            "relevance" => item with { Mentions = [Person("Nobody Else") with { Relevance = 101 }] },
            "latitude" => item with { Mentions = [Place("Nobody Else") with { Latitude = 91 }] },
            "deep" => item with { Content = item.Content with { Body = $"{string.Concat(Enumerable.Repeat("<blockquote>", 300))}deep" } },
            "nul-in-image" => item with
            {
                Content = item.Content with
                {
                    Images = [new Image { Url = "https://example.org/a.jpg",
                Caption = "A\0B" }]
                }
            },
            _ => throw new ArgumentOutOfRangeException(nameof(what), what.ToString(CultureInfo.InvariantCulture)),
        }).Documented();
    }
}

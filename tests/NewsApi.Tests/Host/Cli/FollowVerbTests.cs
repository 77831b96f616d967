using System.Runtime.Versioning;
using NewsApi.Tests.Formats;
using NewsApi.Tests.Host.Following;
using NewsApi.Tests.Host.Postgres;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Host.Cli;

[UnsupportedOSPlatform("windows")]
public sealed class FollowVerbTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Once_takes_a_feed_and_a_folder_and_tells_each_change_and_failure()
    {
        await using var server = new RawFeedServer();
        using var scratch = new Scratch();
        scratch.Write("item.json", Item("urn:verb:file"));
        var feed = server.On("/feed", Item("urn:verb:feed"), "Cache-Control: max-age=3600\r\n");
        var broken = server.On("/broken", "HTTP/1.1 500 Oh\r\n", []);

        var run = await VerbRun.OnAsync(database.ConnectionString, "follow", feed, broken, scratch.Folder, "--once");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains($"{feed}:1: created urn:verb:feed", run.Output, StringComparison.Ordinal);
        Assert.Contains("created urn:verb:file", run.Output, StringComparison.Ordinal);
        Assert.Contains($"{broken}: status 500; next attempt at ", run.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(scratch.Folder, "done", "item.json")));
        Assert.Single(server.RequestsFor("/robots.txt"));

        var again = await VerbRun.OnAsync(database.ConnectionString, "follow", feed, "--once");
        Assert.True(again.ExitCode == 0, again.Output);
        Assert.Contains($"{feed}: not requested", again.Output, StringComparison.Ordinal);
        Assert.Single(server.RequestsFor("/feed"));
    }

    [Fact]
    public async Task Killed_in_the_middle_of_a_folder_and_started_again_it_has_every_file_once_and_ends_by_Ctrl_C()
    {
        const int Before = 5;
        const int Files = 60;
        using var scratch = new Scratch();
        Write(0, Before);
        var done = Path.Combine(scratch.Folder, "done");
        using (var first = Follow(scratch.Folder))
        {
            await Poll.UntilAsync(() => Directory.Exists(done) && Directory.GetFiles(done).Length == Before, () => first.Output);

            // The lock of imports holds the next file in the middle of its transaction, so that the kill comes before the others.
            await using var connection = await database.Source.OpenConnectionAsync(Limit);
            await using var transaction = await connection.BeginTransactionAsync(Limit);
            await using var hold = new NpgsqlCommand("select pg_advisory_xact_lock(hashtext('newsapi import'))", connection, transaction);
            await hold.ExecuteNonQueryAsync(Limit);
            Write(Before, Files);
            await Poll.UntilAsync(
                () => database.ScalarAsync<bool>(
                    "select exists (select from pg_stat_activity where datname = current_database() and wait_event = 'advisory')"),
                () => first.Output);
            first.Signal("KILL");
            await first.ExitCodeAsync(Limit);
            Assert.Equal(Files - Before, Directory.GetFiles(scratch.Folder).Length);
        }

        var second = Follow(scratch.Folder);
        await Poll.UntilAsync(() => Directory.GetFiles(done).Length == Files, () => second.Output);
        Assert.True(await second.StopAsync(Limit) == 0, second.Output);
        Assert.DoesNotContain("interrupted", second.Output, StringComparison.Ordinal);
        second.Dispose();

        Assert.Empty(Directory.GetFiles(scratch.Folder));
        Assert.Empty(Directory.GetFiles(Path.Combine(scratch.Folder, "failed")));
        Assert.Equal(
            (long)Files,
            await database.ScalarAsync<long>("select count(*) from article where uri like 'urn:killed:%' and version = 1"));
        Assert.Equal(
            (long)Files,
            await database.ScalarAsync<long>(
                "select count(*) from incoming_document d join article a on a.id = d.article_id where a.uri like 'urn:killed:%'"));

        void Write(int from, int to)
        {
            for (var number = from; number < to; number++)
            {
                scratch.Write($"{number:00}.json", Item($"urn:killed:{number}"));
            }
        }
    }

    [Theory]
    [InlineData("ftp://n.example/feed", "is not an http:// or https:// address")]
    [InlineData("https://", "is not an http:// or https:// address")]
    [InlineData("/no/such/folder", "is neither an http:// or https:// address nor a folder")]
    [InlineData("--onse", "--onse")]
    [InlineData("--every=15", "'15' is not a duration")]
    [InlineData("--robots=maybe", "maybe")]
    [InlineData("--format=carrier-pigeon", "carrier-pigeon")]
    public async Task A_mistake_in_the_command_is_told_before_anything_is_done(string argument, string expected)
    {
        string[] source = argument.StartsWith("--", StringComparison.Ordinal) ? ["https://n.example/"] : [];
        var run = await VerbRun.OnAsync("Host=127.0.0.1;Port=1", ["follow", .. source, argument]);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
    }

    private NewsApiProcess Follow(string folder)
    {
        using var data = new DataFolder();
        return NewsApiProcess.Start(data.Path, ["follow", folder, "--every", "1s"], environment: variables =>
        {
            variables["ConnectionStrings__News"] = database.ConnectionString;
            variables["NewsApi__Follow__Settle"] = "1";
        });
    }

    private static string Item(string uri) =>
        $$$"""{"uri":"{{{uri}}}","headlines":[{"value":"T"}],"standard":{"name":"ninjs","version":"3.1"}}""";
}

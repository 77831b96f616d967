using System.Runtime.Versioning;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Cli;

[UnsupportedOSPlatform("windows")]
public sealed class HooksVerbTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public async Task A_webhook_shows_its_secret_once_and_its_trail_for_ever()
    {
        var added = await RunAsync("hooks", "add", "https://news.example/purge", "--note", "for the [CDN]");
        Assert.Equal(0, added.ExitCode);
        var secret = Assert.Single(added.Output.Split('\n'), line => line.StartsWith("whsec_", StringComparison.Ordinal));
        Assert.Equal(1, (await RunAsync("hooks", "add", "https://news.example/purge")).ExitCode);
        Assert.Equal(1, (await RunAsync("hooks", "add", "news.example/purge")).ExitCode);
        await database.ExecuteAsync("update webhook set failing_since = '2026-01-02 03:04:05Z', last_failure = 'status 500'");

        var status = await RunAsync("status");
        Assert.Contains("0 changes behind, failing since 2026-01-02 03:04:05Z: status 500", status.Output, StringComparison.Ordinal);
        var id = await database.ScalarAsync<long>("select id from webhook");
        Assert.Equal(0, (await RunAsync("hooks", "remove", $"{id}")).ExitCode);
        Assert.Equal(1, (await RunAsync("hooks", "remove", $"{id}")).ExitCode);

        var list = await RunAsync("hooks", "list");
        Assert.Matches($@"{id}\W+https://news.example/purge.* by {Environment.UserName}@.* by .*for the \[CDN\]", list.Output);
        Assert.DoesNotContain(secret, list.Output + status.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("webhook", (await RunAsync("status")).Output, StringComparison.Ordinal);
    }

    private Task<VerbRun> RunAsync(params string[] verb) => VerbRun.OnAsync(database.ConnectionString, verb);
}

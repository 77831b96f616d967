using System.Runtime.Versioning;
using NewsApi.Content.Wire;
using NewsApi.Tests.Content.Wire;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Cli;

[UnsupportedOSPlatform("windows")]
public sealed class WireVerbTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_verbs_wire_reset_and_status_print_the_same_new_head()
    {
        var before = await database.Database.AppendAsync(3);

        var reset = await RunAsync("wire", "reset");
        var begin = (await WireStatus.ReadAsync(database.Database, Limit)).Head;
        Assert.Contains($"continues at {begin}", reset, StringComparison.Ordinal);
        Assert.NotEqual(before.Epoch, begin.Epoch);

        var status = await RunAsync("status");
        Assert.Contains(begin.ToString(), status, StringComparison.Ordinal);
        Assert.Contains("none kept", status, StringComparison.Ordinal);
        Assert.Matches(@"lag\s+none", status);

        await database.Database.AppendAsync(2);
        await database.StoreAsync(Some.PublicArticle("Never announced"));
        status = await RunAsync("status");
        Assert.Contains("2 since ", status, StringComparison.Ordinal);
        Assert.Contains("1 overdue since 2026-01-15 12:00:00Z", status, StringComparison.Ordinal);
    }

    private async Task<string> RunAsync(params string[] verb)
    {
        var run = await VerbRun.OnAsync(database.ConnectionString, verb);
        Assert.Equal(0, run.ExitCode);
        return run.Output;
    }
}

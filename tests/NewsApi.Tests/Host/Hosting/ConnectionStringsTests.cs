using System.Runtime.Versioning;
using NewsApi.Tests.Content.Wire;
using NewsApi.Tests.Host.Cli;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Hosting;

/// <summary>A start with a connection string that leads nowhere, or to a server that rejects it: one sentence and exit code 1.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ConnectionStringsTests(TestPostgres postgres)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Host=not-there.invalid", "not-there.invalid")]
    [InlineData("Host=127.0.0.1;Port=1", "127.0.0.1:1")]
    [InlineData("Database=not_there", "not_there")]
    [InlineData("Password=wrong-secret", "rejects the connection")]
    [InlineData("Username=not_there", "rejects the connection")]
    public async Task The_string_for_sessions_is_checked_as_the_first_one(string mistake, string expected)
    {
        var right = await postgres.CreateMigratedAsync(Token);
        var run = await VerbRun.ThroughAsync(right, $"{right};{mistake}", "serve", "--urls", "http://127.0.0.1:0");
        AssertOneSentence(run, expected);
        AssertOneSentence(run, "ConnectionStrings__Session");
    }

    [Fact]
    public async Task An_unknown_host_is_named()
    {
        var right = await postgres.CreateMigratedAsync(Token);
        AssertOneSentence(
            await VerbRun.OnAsync($"{right};Host=not-there.invalid", "serve", "--urls", "http://127.0.0.1:0"), "not-there.invalid");
    }

    [Fact]
    public async Task A_server_without_TLS_is_named_at_once_if_the_string_demands_TLS()
    {
        await using var plain = new SilencingProxy(await postgres.CreateMigratedAsync(Token));
        var run = await VerbRun.OnAsync($"{plain.ConnectionString};SSL Mode=Require", "serve", "--urls", "http://127.0.0.1:0");
        AssertOneSentence(run, "rejects the connection");
        AssertOneSentence(run, "SSL");
    }

    private static void AssertOneSentence(VerbRun run, string expected)
    {
        Assert.Equal(1, run.ExitCode);
        var line = Assert.Single(run.Output.Split('\n'), l => l.StartsWith("newsapi: ", StringComparison.Ordinal));
        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-secret", run.Output, StringComparison.Ordinal);
    }
}

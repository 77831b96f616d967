using System.Runtime.Versioning;
using NewsApi.Tests.Host.Postgres;
using Xunit;

namespace NewsApi.Tests.Host.Cli;

/// <summary>A verb as a process of its own that has ended: its exit code and everything it printed, both streams.</summary>
internal sealed record VerbRun(int ExitCode, string Output)
{
    /// <summary>Runs a verb over a database. It gives up at once where the database does not answer.</summary>
    [UnsupportedOSPlatform("windows")]
    public static Task<VerbRun> OnAsync(string connectionString, params string[] verb) => ThroughAsync(connectionString, null, verb);

    /// <summary>Does the same with a second connection string, for sessions.</summary>
    [UnsupportedOSPlatform("windows")]
    public static async Task<VerbRun> ThroughAsync(string connectionString, string? session, params string[] verb)
    {
        using var folder = new DataFolder();
        using var run = NewsApiProcess.Start(folder.Path, verb, environment: variables =>
        {
            variables["ConnectionStrings__News"] = connectionString;
            variables["ConnectionStrings__Session"] = session;
            variables["NewsApi__DatabaseWait"] = "0";
        });
        return new VerbRun(await run.ExitCodeAsync(TestContext.Current.CancellationToken), run.Output);
    }
}

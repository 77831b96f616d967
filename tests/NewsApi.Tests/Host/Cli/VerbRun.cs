using System.Runtime.Versioning;
using NewsApi.Tests.Host.Postgres;
using Xunit;

namespace NewsApi.Tests.Host.Cli;

/// <summary>A verb as a process of its own that has ended: its exit code and everything it printed, both streams.</summary>
internal sealed record VerbRun(int ExitCode, string Output)
{
    /// <summary>Runs a verb over a database. It gives up at once where the database does not answer.</summary>
    [UnsupportedOSPlatform("windows")]
    public static async Task<VerbRun> OnAsync(string connectionString, params string[] verb)
    {
        using var folder = new DataFolder();
        using var run = NewsApiProcess.Start(folder.Path, verb, environment: variables =>
        {
            variables["ConnectionStrings__News"] = connectionString;
            variables["NewsApi__DatabaseWait"] = "0";
        });
        return new VerbRun(await run.ExitCodeAsync(TestContext.Current.CancellationToken), run.Output);
    }
}

using System.Diagnostics;
using System.Globalization;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Content.Wire;

/// <summary>PostgreSQL's own programs, as somebody who runs the server would use them.</summary>
internal static class PostgresTools
{
    /// <summary>Runs one on a database; fails with what it said.</summary>
    public static async Task RunAsync(string connectionString, string program, params string[] arguments)
    {
        var to = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(
            Prerequisite.Program(program), arguments)
        { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["PGHOST"] = to.Host;
        start.Environment["PGPORT"] = to.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PGUSER"] = to.Username;
        start.Environment["PGPASSWORD"] = to.Password;
        start.Environment["PGDATABASE"] = to.Database;
        using var run = Process.Start(start)!;
        var output = run.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await run.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await run.WaitForExitAsync(TestContext.Current.CancellationToken);
        await output;
        Assert.SkipWhen(errors.Contains("server version mismatch", StringComparison.Ordinal), errors);
        Assert.True(run.ExitCode == 0, $"{program} ended with {run.ExitCode}: {errors}");
    }
}

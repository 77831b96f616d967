using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Xunit;

namespace NewsApi.Tests.Host.Postgres;

/// <summary>
/// A private server starts under other users, in long paths, without a locale, and beside the remains of earlier processes.
/// </summary>
[UnsupportedOSPlatform("windows")]
[Trait("Takes", "Minutes")]
public sealed class PrivatePostgresPlacesTests
{
    private const string OrdinaryUser = "nobody";

    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    public async Task Without_a_locale_in_the_environment_text_is_UTF_8_and_lower_works_in_all_scripts()
    {
        using var folder = new DataFolder();
        using var service = NewsApiProcess.Serve(folder.Path, environment: variables =>
        {
            foreach (var name in variables.Keys.Where(name => name.StartsWith("LC_", StringComparison.Ordinal)).ToList())
            {
                variables.Remove(name);
            }

            variables["LANG"] = "";
        });
        await PrivatePostgresTests.AssertReadyAsync(service);
        Assert.Equal("UTF8", await folder.AskAsync("show server_encoding", Limit));
        Assert.Equal("åøжλ", await folder.AskAsync("select lower('ÅØЖΛ')", Limit));
        Assert.Equal(0, await service.StopAsync(Limit));
    }

    [Fact(Explicit = true)]
    public async Task A_private_server_starts_in_a_path_too_long_for_a_socket()
    {
        using var folder = new DataFolder(Path.Combine(new string('a', 120), "with spaces, a comma and 'quotes'", new string('b', 120)));
        using var service = NewsApiProcess.Serve(folder.Path);
        await PrivatePostgresTests.AssertReadyAsync(service);
        using var verb = NewsApiProcess.Start(folder.Path, ["status"]);
        Assert.Equal(0, await verb.ExitCodeAsync(Limit));
        Assert.Equal(0, await service.StopAsync(Limit));
        Assert.Null(folder.Postmaster);
    }

    [Fact(Explicit = true)]
    public async Task An_ordinary_user_can_run_the_server_and_only_that_user_may_enter_its_folder()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Every other test is this one already: the run is not root's.");
        Assert.SkipUnless(await CanReadProgramAsync(), $"The user '{OrdinaryUser}' may not read the built program where it lies.");
        using var folder = new DataFolder();
        using var service = NewsApiProcess.Serve(folder.Path, OrdinaryUser);
        await PrivatePostgresTests.AssertReadyAsync(service);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder.Server));
        Assert.Equal(0, await service.StopAsync(Limit));
        Assert.Null(folder.Postmaster);
    }

    [Fact(Explicit = true)]
    public async Task An_incomplete_data_folder_is_created_again()
    {
        using var folder = new DataFolder();
        using (var first = NewsApiProcess.Start(folder.Path, ["migrate"]))
        {
            Assert.Equal(0, await first.ExitCodeAsync(Limit));
        }

        // As it is when the process dies inside initdb: the folder's name is not yet the final one.
        var data = Path.Combine(folder.Server, "data");
        File.Delete(Path.Combine(data, "postgresql.conf"));
        Directory.Move(data, data + ".half-made");

        using var service = NewsApiProcess.Serve(folder.Path);
        await PrivatePostgresTests.AssertReadyAsync(service);
        Assert.Equal(0, await service.StopAsync(Limit));
    }

    [Fact(Explicit = true)]
    public async Task A_reused_process_id_is_not_mistaken_for_the_server()
    {
        using var folder = new DataFolder();
        using (var first = NewsApiProcess.Start(folder.Path, ["migrate"]))
        {
            Assert.Equal(0, await first.ExitCodeAsync(Limit));
        }

        // PostgreSQL alone would reject to start: a process of its own user has the number.
        using var stranger = StartAsServerUser("sleep", "600");
        await File.WriteAllLinesAsync(
            folder.PostmasterFile,
            [stranger.Id.ToString(CultureInfo.InvariantCulture), Path.Combine(folder.Server, "data"), "1", "5432", "/gone", "", "",
                "ready"],
            Limit);
        try
        {
            using var service = NewsApiProcess.Serve(folder.Path);
            await PrivatePostgresTests.AssertReadyAsync(service);
            Assert.NotEqual(stranger.Id, folder.Postmaster);
            Assert.Equal(0, await service.StopAsync(Limit));
            Assert.False(stranger.HasExited);
        }
        finally
        {
            stranger.Kill();
        }
    }

    [Fact(Explicit = true)]
    public async Task Data_of_another_major_version_is_left_unchanged_and_reported()
    {
        using var folder = new DataFolder();
        var other = Path.Combine(folder.Path, "postgres-9", "data");
        Directory.CreateDirectory(other);
        await File.WriteAllTextAsync(Path.Combine(other, "PG_VERSION"), "9", Limit);
        File.SetUnixFileMode(folder.Path, (UnixFileMode)0b111_101_101);

        using var service = NewsApiProcess.Serve(folder.Path);
        await PrivatePostgresTests.AssertReadyAsync(service);
        Assert.Contains("contains data of PostgreSQL 9", service.Output, StringComparison.Ordinal);
        Assert.Equal(0, await service.StopAsync(Limit));
        Assert.Equal(["PG_VERSION"], Directory.GetFileSystemEntries(other).Select(Path.GetFileName));
    }

    [Fact(Explicit = true)]
    public async Task A_folder_that_the_servers_user_cannot_reach_is_rejected_in_one_line()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root runs the server as somebody else.");
        using var folder = new DataFolder(Path.Combine("closed", "data"));
        Directory.CreateDirectory(Path.GetDirectoryName(folder.Path)!);
        File.SetUnixFileMode(Path.GetDirectoryName(folder.Path)!,
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        using var service = NewsApiProcess.Serve(folder.Path);
        Assert.Equal(1, await service.ExitCodeAsync(Limit));
        Assert.Contains("cannot write to", service.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", service.Output, StringComparison.Ordinal);
    }

    private static async Task<bool> CanReadProgramAsync()
    {
        using var test = new Process
        {
            StartInfo = new ProcessStartInfo(
                "test", ["-r", Path.Combine(AppContext.BaseDirectory, "newsapi.dll")])
            { UserName = OrdinaryUser },
        };
        test.Start();
        await test.WaitForExitAsync(Limit);
        return test.ExitCode == 0;
    }

    private static Process StartAsServerUser(string program, string argument)
    {
        var start = new ProcessStartInfo(program, [argument]) { WorkingDirectory = "/" };
        if (Environment.IsPrivilegedProcess)
        {
            start.UserName = File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres"
                : "nobody";
        }

        return Process.Start(start)!;
    }
}

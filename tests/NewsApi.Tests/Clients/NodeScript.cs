using System.Diagnostics;
using System.Runtime.CompilerServices;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Clients;

/// <summary>Runs one of this folder's scripts, which drive public clients and audit suites; restores their packages first.</summary>
internal static class NodeScript
{
    private static readonly SemaphoreSlim Restoring = new(1);

    /// <returns>What the script printed; an exit code other than 0 fails the test with what it said.</returns>
    public static async Task<string> RunAsync(string script, params IEnumerable<string> arguments)
    {
        var node = Prerequisite.Program("node");
        await RestoreAsync();
        return await ExecuteAsync(node, [script, .. arguments]);
    }

    /// <summary>The text of a file of one of the packages.</summary>
    public static async Task<string> FileAsync(string path)
    {
        await RestoreAsync();
        return await File.ReadAllTextAsync(Path.Combine(Folder(), "node_modules", path), TestContext.Current.CancellationToken);
    }

    private static async Task RestoreAsync()
    {
        var npm = Prerequisite.Program("npm");
        await Restoring.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            var restored = new FileInfo(Path.Combine(Folder(), "node_modules", ".package-lock.json"));
            if (!restored.Exists || restored.LastWriteTimeUtc < File.GetLastWriteTimeUtc(Path.Combine(Folder(), "package-lock.json")))
            {
                await ExecuteAsync(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
            }
        }
        finally
        {
            Restoring.Release();
        }
    }

    private static async Task<string> ExecuteAsync(string program, IEnumerable<string> arguments)
    {
        var stopping = TestContext.Current.CancellationToken;
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        try
        {
            var said = process.StandardOutput.ReadToEndAsync(stopping);
            var complained = process.StandardError.ReadToEndAsync(stopping);
            await process.WaitForExitAsync(stopping);
            Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}:\n{await said}\n{await complained}");
            return await said;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}

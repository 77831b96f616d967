using System.Diagnostics;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Clients;

/// <summary>A folder with a package.json: restores its packages once and runs programs there.</summary>
internal sealed class NpmProject(string folder)
{
    /// <summary>One restore at a time: each of them keeps the machine busy.</summary>
    private static readonly SemaphoreSlim Restoring = new(1);

    public string Folder => folder;

    /// <summary>Runs <c>npm ci</c> if the lock is newer than what is installed.</summary>
    public async Task RestoreAsync()
    {
        Prerequisite.Program("npm");
        await Restoring.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            var restored = new FileInfo(Path.Combine(folder, "node_modules", ".package-lock.json"));
            if (!restored.Exists || restored.LastWriteTimeUtc < File.GetLastWriteTimeUtc(Path.Combine(folder, "package-lock.json")))
            {
                await RunAsync("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            }
        }
        finally
        {
            Restoring.Release();
        }
    }

    /// <returns>What the program printed; an exit code other than 0 fails the test with its output.</returns>
    public async Task<string> RunAsync(string program, params IEnumerable<string> arguments)
    {
        var stopping = TestContext.Current.CancellationToken;
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(Prerequisite.Program(program), arguments)
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            },
        };
        process.Start();
        try
        {
            var printed = process.StandardOutput.ReadToEndAsync(stopping);
            var complained = process.StandardError.ReadToEndAsync(stopping);
            await process.WaitForExitAsync(stopping);
            Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}:\n{await printed}\n{await complained}");
            return await printed;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}

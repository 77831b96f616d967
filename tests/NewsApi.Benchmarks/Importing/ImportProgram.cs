using System.Diagnostics;

namespace NewsApi.Benchmarks.Importing;

/// <summary>The program as it is published, started for one command.</summary>
internal sealed class ImportProgram(string program, IReadOnlyDictionary<string, string> environment)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

    /// <summary>Publishes the program into a folder, and returns its path.</summary>
    public static async Task<string> PublishAsync(string folder, CancellationToken cancellationToken)
    {
        var source = SourceFolder.Find() ?? throw new InvalidOperationException("The sources are not here; name the program by --program.");
        string[] arguments = ["publish", Path.Combine(source, "src", "NewsApi"), "--output", folder, "--verbosity", "quiet"];
        using var publish = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var output = await publish.StandardOutput.ReadToEndAsync(cancellationToken);
        await publish.WaitForExitAsync(cancellationToken);
        return publish.ExitCode == 0
            ? Path.Combine(folder, "newsapi")
            : throw new InvalidOperationException($"dotnet publish failed: {output}");
    }

    /// <summary>Runs a command to its end, and returns its wall time in seconds and its processor time.</summary>
    /// <param name="connectionString">The database of the command.</param>
    /// <exception cref="InvalidOperationException">The command failed.</exception>
    public async Task<(double Seconds, TimeSpan Cpu)> RunAsync(
        string connectionString, CancellationToken cancellationToken, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment.Append(new("ConnectionStrings__News", connectionString)))
        {
            start.Environment[name] = value;
        }

        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        var cpu = TimeSpan.Zero;
        while (!process.WaitForExit(Interval))
        {
            // Linux forgets it with the process, so the last hundredth of a second may be missing.
            try
            {
                process.Refresh();
                cpu = process.TotalProcessorTime;
            }
            catch (InvalidOperationException)
            {
                break;
            }
        }

        await process.WaitForExitAsync(cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return process.ExitCode == 0
            ? (seconds, cpu)
            : throw new InvalidOperationException($"The import failed: {await output}{await errors}");
    }
}

using System.ComponentModel;
using System.Diagnostics;

namespace NewsApi.Postgres;

/// <summary>The result of a program that has exited.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Errors)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>
    /// Runs a program until it exits. If the program cannot be started, the result is a failure with the reason in <see cref="Errors"/>.
    /// </summary>
    /// <param name="prepare">Changes the start information of the program, such as its user or its environment.</param>
    public static async Task<ProgramRun> RunAsync(
        string program, IEnumerable<string> arguments, CancellationToken cancellationToken, Action<ProcessStartInfo>? prepare = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        prepare?.Invoke(start);
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            return new ProgramRun(-1, "", e.Message);
        }

        process.StandardInput.Close();
        var output = start.RedirectStandardOutput ? process.StandardOutput.ReadToEndAsync(cancellationToken) : Task.FromResult("");
        var errors = start.RedirectStandardError ? process.StandardError.ReadToEndAsync(cancellationToken) : Task.FromResult("");
        try
        {
            await Task.WhenAll(output, errors);
            await process.WaitForExitAsync(cancellationToken);
            return new ProgramRun(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }
}

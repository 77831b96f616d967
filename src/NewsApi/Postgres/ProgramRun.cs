using System.ComponentModel;
using System.Diagnostics;

namespace NewsApi.Postgres;

/// <summary>How a program that was run to its end came out.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Errors)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>Runs a program to its end; one that cannot be started comes out as a failure with the reason in <see cref="Errors"/>.</summary>
    /// <param name="prepare">What else the start needs: another user, other variables.</param>
    public static async Task<ProgramRun> OfAsync(
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

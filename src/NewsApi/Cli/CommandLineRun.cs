using System.CommandLine;
using System.Runtime.InteropServices;
using NewsApi.Content.Importing;
using NewsApi.Hosting;
using NewsApi.Postgres;

namespace NewsApi.Cli;

/// <summary>
/// Runs the verb of the command line. For an expected failure it prints one line on standard error and returns an exit code.
/// </summary>
internal static class CommandLineRun
{
    private const int Failed = 1;
    private const int Interrupted = 130; // the exit code of a program that Ctrl-C ended

    private static readonly PosixSignal[] EndingSignals =
        [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT, PosixSignal.SIGHUP];

    public static async Task<int> RunAsync(RootCommand verbs, string[] arguments)
    {
        using var ending = new CancellationTokenSource();
        var signals = EndingSignals.Select(signal => PosixSignalRegistration.Create(signal, Received)).ToList();
        try
        {
            // Set no termination timeout: the library's timeout would end a service that is still draining.
            var invocation = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await verbs.Parse(arguments).InvokeAsync(invocation, ending.Token);
        }
        catch (Exception e) when (e is SettingsException or PostgresUnavailableException or ImportStoppedException)
        {
            await Console.Error.WriteLineAsync($"newsapi: {e.Message}");
            return Failed;
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("newsapi: interrupted");
            return Interrupted;
        }
        finally
        {
            signals.ForEach(signal => signal.Dispose());
        }

        // The first signal cancels; the second ends the process at once. The private server then keeps running, and the next start adopts
        // it.
        void Received(PosixSignalContext signal)
        {
            signal.Cancel = true;
            if (ending.IsCancellationRequested)
            {
                Environment.Exit(Interrupted);
            }

            ending.Cancel();
        }
    }
}

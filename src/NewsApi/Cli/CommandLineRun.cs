using System.CommandLine;
using System.Runtime.InteropServices;
using NewsApi.Content.Importing;
using NewsApi.Hosting;
using NewsApi.Postgres;

namespace NewsApi.Cli;

/// <summary>Runs the verb that the command line names, and turns what may go wrong into a line and an exit code.</summary>
internal static class CommandLineRun
{
    private const int Failed = 1;
    private const int Interrupted = 130; // what a shell reports for a program that Ctrl-C ended

    private static readonly PosixSignal[] EndingSignals =
        [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT, PosixSignal.SIGHUP];

    public static async Task<int> OfAsync(RootCommand verbs, string[] arguments)
    {
        using var ending = new CancellationTokenSource();
        var signals = EndingSignals.Select(signal => PosixSignalRegistration.Create(signal, Received)).ToList();
        try
        {
            // No termination timeout of the library's: it would cut a draining service short.
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

        // The first asks to end well; the second, from somebody who cannot wait, just ends. The private server then lives on, and
        // the next start takes it over.
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

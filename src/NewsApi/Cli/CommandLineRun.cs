using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Runtime.InteropServices;
using NewsApi.Content.Database;
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
            var parsed = verbs.Parse(HelpFor(arguments));
            if (FindMistake(parsed) is { } mistake)
            {
                await Console.Error.WriteLineAsync($"newsapi: {mistake.TrimEnd('.')}. '{PathOf(parsed)} --help' prints the usage.");
                return Failed;
            }

            var code = await parsed.InvokeAsync(invocation, ending.Token);
            if (parsed.Action is HelpAction && SourceFolder.RunCommand is { } command)
            {
                await Console.Out.WriteLineAsync($"If you run newsapi from its source code, type '{command}' instead of 'newsapi'.");
            }

            return code;
        }
        catch (Exception e) when (
            e is SettingsException or PostgresUnavailableException or UnsuitableDatabaseException or ImportStoppedException)
        {
            await Console.Error.WriteLineAsync($"newsapi: {e.Message}");
            return Failed;
        }
        catch (Exception e) when (DatabaseFailure.Find(e) is { } failure)
        {
            await Console.Error.WriteLineAsync($"newsapi: {failure.Description}. {failure.Remedy}");
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

    // "newsapi help keys" is "newsapi keys --help".
    private static string[] HelpFor(string[] arguments) => arguments is ["help", .. var verb] ? [.. verb, "--help"] : arguments;

    /// <summary>Returns the first mistake of the command line in one sentence; null if there is none.</summary>
    private static string? FindMistake(ParseResult parsed)
    {
        if (parsed.Errors is [var error, ..])
        {
            return error.Message.ReplaceLineEndings(" ");
        }

        // The root takes any words, because some of them are settings. Its verbs inherit that.
        return parsed.CommandResult.Command is { TreatUnmatchedTokensAsErrors: true } && parsed.UnmatchedTokens is [var word, ..]
            ? $"'{word}' is not expected after '{PathOf(parsed)}'"
            : null;
    }

    private static string PathOf(ParseResult parsed)
    {
        var names = new List<string>();
        for (var at = parsed.CommandResult; at is not null; at = at.Parent as CommandResult)
        {
            names.Insert(0, at.Parent is null ? "newsapi" : at.Command.Name);
        }

        return string.Join(' ', names);
    }
}

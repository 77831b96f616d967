using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using NewsApi.Content.Linking;
using NewsApi.Content.Publishing;
using NewsApi.Hosting;

namespace NewsApi.Cli;

/// <summary><c>newsapi relink</c>: links all stored articles again after the gazetteers changed.</summary>
internal static class RelinkVerb
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(5);

    public static Command Make()
    {
        var verb = new Command(
            "relink", "Link all stored articles again after gazetteers changed; after a stopped run, continue where that run stopped");
        verb.SetAction((_, cancellationToken) => VerbDatabase.UseAsync(RelinkAsync, cancellationToken));
        return verb;
    }

    private static async Task<int> RelinkAsync(DatabaseStartup opened, CancellationToken cancellationToken)
    {
        await opened.Database.MigrateAsync(cancellationToken);
        using var names = new NameIndexSource(opened.Database);
        var (read, changed, started, printed) = (0L, 0L, Stopwatch.GetTimestamp(), TimeSpan.Zero);
        await foreach (var batch in new Relinker(opened.Database, new ArticleLinker(names)).RunAsync(cancellationToken))
        {
            (read, changed) = (read + batch.Read, changed + batch.Changed);
            if (Stopwatch.GetElapsedTime(started) is var elapsed && elapsed - printed > BetweenLines)
            {
                printed = elapsed;
                Console.WriteLine($"{Format(read)} articles, {Format(changed)} changed");
            }
        }

        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        Console.WriteLine(
            $"{Format(read)} articles linked with {Format(names.Count)} people, places and topics: {Format(changed)} changed, "
            + $"{Format(read - changed)} unchanged. " + string.Create(CultureInfo.InvariantCulture, $"{seconds:0.0} s."));
        return 0;
    }

    private static string Format(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}

using System.CommandLine;
using NewsApi.Content.Importing;
using NewsApi.Formats;
using NewsApi.Formats.Sources;
using NewsApi.Hosting;

namespace NewsApi.Cli;

/// <summary><c>newsapi import PATH…</c>: brings items in, names the bad ones and goes on.</summary>
internal static class ImportVerb
{
    private static readonly Argument<string[]> Paths = new("path")
    {
        Description = "Files, folders, or - for standard input; .gz is unpacked",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> FormatName = new("--format")
    {
        Description = "The format of every file; found out where it is not given",
    };

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Say what would change, and change nothing" };

    private static readonly Option<bool> Strict = new("--strict") { Description = "Refuse what the item's own standard refuses" };

    public static Command Make()
    {
        FormatName.AcceptOnlyFromAmong([.. KnownFormats.All.Select(format => format.Name)]);
        Paths.Validators.Add(result =>
        {
            // Without this a slip in an option's name would be looked for as a file.
            foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-') && token.Value != "-"))
            {
                result.AddError($"There is no option '{token.Value}'; a file of that name is ./{token.Value}");
            }
        });
        var verb = new Command("import", "Bring in news items (ninjs) and gazetteers of people, places and topics")
        {
            Paths, FormatName, DryRun, Strict,
        };
        verb.SetAction((command, cancellationToken) => VerbDatabase.UseAsync(
            (opened, cancellation) => ImportAsync(command, opened, cancellation), cancellationToken));
        return verb;
    }

    private static async Task<int> ImportAsync(ParseResult command, DatabaseStartup opened, CancellationToken cancellationToken)
    {
        await opened.Database.MigrateAsync(cancellationToken);
        var paths = command.GetRequiredValue(Paths);
        var dryRun = command.GetValue(DryRun);
        var formats = command.GetValue(FormatName) is { } name ? [.. KnownFormats.All.Where(format => format.Name == name)] : KnownFormats.All;

        var progress = new ImportProgress(ItemSource.CountBytes(paths, formats), dryRun);
        var source = new ItemSource { OnRead = progress.Read };
        var items = new IncomingReader(source, formats, command.GetValue(Strict)).ReadAsync(paths, cancellationToken);
        var outcomes = new Importer(opened.Database).ImportAsync(items, new ImportOptions { DryRun = dryRun }, cancellationToken);
        return await progress.ShowAsync(outcomes, cancellationToken);
    }
}

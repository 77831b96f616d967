using System.CommandLine;
using NewsApi.Content.Importing;
using NewsApi.Content.Linking;
using NewsApi.Formats;
using NewsApi.Formats.Sources;
using NewsApi.Hosting;

namespace NewsApi.Cli;

/// <summary>
/// <c>newsapi import PATH…</c>: imports items. If an item is rejected, the verb reports the item and continues with the next item.
/// </summary>
internal static class ImportVerb
{
    private static readonly Argument<string[]> Paths = new("path")
    {
        Description = "Files, folders, or - for standard input; gzip is decompressed",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<string?> FormatName = FormatOption.Make(
        "The format of all files; without it, the format of each document is detected, but pages need --format page, and what newsapi export "
        + "wrote needs --format export",
        forOperators: true);

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Print what would change without changing it" };

    private static readonly Option<bool> Strict = new("--strict")
    {
        Description = "Reject items that violate their standard; otherwise violations are warnings",
    };

    private static readonly Option<DateTimeOffset?> Published = new("--published")
    {
        Description = "The date of publication for pages without a date, such as 2001-07-06 or 2001-07-06T10:00:00Z; without this "
            + "option, these pages become drafts",
        CustomParser = TimeArgument.Parse,
    };

    public static Command Make()
    {
        Paths.Validators.Add(result =>
        {
            // Without this check, a misspelt option would count as the name of a file.
            foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-') && token.Value != "-"))
            {
                result.AddError($"There is no option '{token.Value}'; for a file of that name write ./{token.Value}");
            }
        });
        var verb = new Command("import", "Import news items (ninjs, NewsML, NITF, feeds), gazetteers of people, places and topics, and news pages")
        {
            Paths, FormatName, DryRun, Strict, Published,
        };
        verb.SetAction((command, cancellationToken) => VerbDatabase.UseAsync(
            (opened, settings, cancellation) => ImportAsync(command, opened, settings, cancellation), cancellationToken));
        return verb;
    }

    private static async Task<int> ImportAsync(
        ParseResult command, DatabaseStartup opened, Settings settings, CancellationToken cancellationToken)
    {
        await opened.Database.MigrateAsync(cancellationToken);
        var paths = command.GetRequiredValue(Paths);
        var dryRun = command.GetValue(DryRun);
        var formats = FormatOption.FormatsOf(command, FormatName);

        var progress = new ImportProgress(ItemSource.CountBytes(paths, formats), dryRun);
        var source = new ItemSource { OnRead = progress.AddBytes };
        var items = new IncomingReader(source, formats, command.GetValue(Strict)).ReadAsync(paths, cancellationToken);
        if (command.GetValue(Published) is { } published)
        {
            items = items.Select(item => item is IncomingArticle { IsUndated: true } article ? article.DatedBy(published) : item);
        }

        using var names = new NameIndexSource(opened.Database);
        var linker = settings.Bind<LinkingOptions>().Enabled ? new ArticleLinker(names) : null;
        var outcomes = new Importer(opened.Database, linker).ImportAsync(items, new ImportOptions { DryRun = dryRun }, cancellationToken);
        return await progress.ShowAsync(outcomes, cancellationToken);
    }
}

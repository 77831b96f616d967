using System.CommandLine;
using NewsApi.Content.Outgoing;
using NewsApi.Formats.Exports;
using NewsApi.Formats.Sources;
using NewsApi.Hosting;

namespace NewsApi.Cli;

/// <summary>
/// <c>newsapi export</c>: writes the whole archive as NDJSON, people, places and topics first. <c>newsapi import FILE --format export</c>
/// reads it back.
/// </summary>
internal static class ExportVerb
{
    private static readonly Option<string?> Output = new("--output", "-o")
    {
        Description = "The file to write, compressed if its name ends in .gz; without it, or with -, the export goes to standard output. "
            + "The file gets its name when it is complete",
    };

    public static Command Make()
    {
        var verb = new Command(
            "export",
            "Write all people, places, topics and articles as NDJSON, also drafts and withdrawn articles; "
            + "newsapi import FILE --format export reads them back")
        {
            Output,
        };
        verb.SetAction((command, cancellationToken) => VerbDatabase.UseAsync(
            (opened, cancellation) => ExportAsync(command.GetValue(Output), opened, cancellation), cancellationToken));
        return verb;
    }

    private static async Task<int> ExportAsync(string? file, DatabaseStartup opened, CancellationToken cancellationToken)
    {
        if (await opened.Database.PendingMigrationsAsync(cancellationToken) is { Count: > 0 } pending)
        {
            await Console.Error.WriteLineAsync($"newsapi: The database needs {pending.Count} migrations; run newsapi migrate first.");
            return 1;
        }

        try
        {
            await using var output = ExportOutput.Open(file);
            var progress = new ExportProgress();
            var areAllReadable = true;
            await using var archive = await ArchiveSnapshot.OpenAsync(opened.Database, cancellationToken);
            await foreach (var entity in archive.ReadEntitiesAsync(cancellationToken))
            {
                areAllReadable &= await WriteAsync(output, ExportWriter.Write(entity), entity.Slug, cancellationToken);
                progress.AddEntity();
            }

            await foreach (var article in archive.ReadArticlesAsync(cancellationToken))
            {
                areAllReadable &= await WriteAsync(output, ExportWriter.Write(article), article.Uri, cancellationToken);
                progress.AddArticle();
            }

            await output.CompleteAsync(cancellationToken);
            progress.Summarise();
            return areAllReadable ? 0 : 1;
        }
        catch (ExportOutputException failure)
        {
            await Console.Error.WriteLineAsync($"newsapi: {failure.Message}");
            return 1;
        }
    }

    /// <returns>False if the line is too large for an import.</returns>
    private static async Task<bool> WriteAsync(ExportOutput output, byte[] line, string subject, CancellationToken cancellationToken)
    {
        if (line.Length > ItemSource.DefaultMaxDocumentBytes)
        {
            await Console.Error.WriteLineAsync(
                $"warning: {subject} has {line.Length} bytes; an import reads at most {ItemSource.DefaultMaxDocumentBytes}.");
        }

        await output.WriteLineAsync(line, cancellationToken);
        return line.Length <= ItemSource.DefaultMaxDocumentBytes;
    }
}

using NewsApi.Content.Database;
using NewsApi.Content.Importing;
using NewsApi.Content.Linking;
using NewsApi.Formats;
using NewsApi.Formats.Documents;
using NewsApi.Formats.Sources;

namespace NewsApi.Following;

/// <summary>Imports what a feed or folder gave, and prints a line for each change.</summary>
/// <param name="linker">Links texts to the people, places and topics that they name; null if linking is switched off.</param>
/// <param name="formats">The formats that documents may have.</param>
/// <param name="strict">True to reject items that violate their standard.</param>
public sealed class FollowedImport(
    NewsDatabase database, ArticleLinker? linker, IReadOnlyList<Format> formats, bool strict, FollowLog log)
{
    private readonly IncomingReader _reader = new(new ItemSource(), formats, strict);

    /// <summary>How documents are read. The same bytes may have another result if this differs.</summary>
    public string ReadAs { get; } = $"{string.Join(',', formats.Select(format => format.Name))}{(strict ? " strict" : "")}";

    /// <summary>Imports a document that was fetched.</summary>
    /// <param name="name">The address of the document.</param>
    /// <exception cref="ImportStoppedException">
    /// The database fails. What was committed stays, and the same import can be run again.
    /// </exception>
    public async Task<ImportedItems> RunAsync(string name, ReadOnlyMemory<byte> document, CancellationToken cancellationToken)
    {
        using var stream = BoundedBody.Open(document);
        return await RunAsync(_reader.ReadAsync(name, stream, cancellationToken), cancellationToken);
    }

    /// <summary>Imports a file.</summary>
    /// <exception cref="ImportStoppedException">
    /// The database fails. What was committed stays, and the same import can be run again.
    /// </exception>
    public Task<ImportedItems> RunAsync(string file, CancellationToken cancellationToken) =>
        RunAsync(_reader.ReadAsync([file], cancellationToken), cancellationToken);

    private async Task<ImportedItems> RunAsync(IAsyncEnumerable<Incoming> items, CancellationToken cancellationToken)
    {
        var imported = new ImportedItems();
        await foreach (var outcome in new Importer(database, linker).ImportAsync(items, new ImportOptions(), cancellationToken))
        {
            imported.Add(outcome);
            if (outcome.Result is ItemResult.Created or ItemResult.Updated)
            {
                log.Change($"{outcome.Origin}: {(outcome.Result == ItemResult.Created ? "created" : "updated")} {outcome.Subject}");
            }
        }

        return imported;
    }
}

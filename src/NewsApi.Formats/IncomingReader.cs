using System.Runtime.CompilerServices;
using NewsApi.Content.Importing;
using NewsApi.Formats.Documents;
using NewsApi.Formats.Sources;

namespace NewsApi.Formats;

/// <summary>Reads files and folders, and returns their content as incoming items.</summary>
/// <param name="formats">
/// The formats that a document may have. If the list has exactly one format, every document is read in that format. If the list is null,
/// the formats are <see cref="KnownFormats.Detected"/>.
/// </param>
/// <param name="strict">
/// True to reject an item that violates the standard of its format, for example of ninjs. False to read the item with a warning.
/// </param>
public sealed class IncomingReader(ItemSource source, IReadOnlyList<Format>? formats = null, bool strict = false)
{
    private readonly IReadOnlyList<Format> _formats = formats ?? KnownFormats.Detected;

    /// <summary>Returns items as they are read. For a document that cannot be read it returns a <see cref="RejectedItem"/>.</summary>
    public IAsyncEnumerable<Incoming> ReadAsync(IEnumerable<string> paths, CancellationToken cancellationToken) =>
        ReadAsync(source.ReadAsync(paths, _formats, cancellationToken), cancellationToken);

    /// <summary>Does the same for one stream, which the caller disposes of.</summary>
    /// <param name="name">The name of the stream, for the origin of each item.</param>
    public IAsyncEnumerable<Incoming> ReadAsync(string name, Stream stream, CancellationToken cancellationToken) =>
        ReadAsync(source.ReadAsync(name, stream, _formats, cancellationToken), cancellationToken);

    private async IAsyncEnumerable<Incoming> ReadAsync(
        IAsyncEnumerable<SourceEntry> entries, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in entries.WithCancellation(cancellationToken))
        {
            if (entry is not SourceDocument document)
            {
                yield return new RejectedItem(entry.Origin, ((SourceRejection)entry).Reason);
                continue;
            }

            foreach (var incoming in KnownFormats.Read(document, _formats, strict))
            {
                yield return incoming;
            }
        }
    }
}

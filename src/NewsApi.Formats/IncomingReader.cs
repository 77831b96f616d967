using System.Runtime.CompilerServices;
using NewsApi.Content.Importing;
using NewsApi.Formats.Documents;
using NewsApi.Formats.Sources;

namespace NewsApi.Formats;

/// <summary>Reads paths into incoming items.</summary>
/// <param name="formats">
/// The formats of the documents; with exactly one, every document is read in it. Null for those that recognise their documents.
/// </param>
/// <param name="strict">Refuses what the standard's schema refuses.</param>
public sealed class IncomingReader(ItemSource source, IReadOnlyList<Format>? formats = null, bool strict = false)
{
    private readonly IReadOnlyList<Format> _formats = formats ?? KnownFormats.Detected;

    /// <summary>Returns items as they are read; a document that cannot be read becomes a <see cref="RefusedItem"/> in its place.</summary>
    public async IAsyncEnumerable<Incoming> ReadAsync(
        IEnumerable<string> paths, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in source.ReadAsync(paths, _formats, cancellationToken))
        {
            if (entry is not SourceDocument document)
            {
                yield return new RefusedItem(entry.Origin, ((SourceRefusal)entry).Reason);
                continue;
            }

            foreach (var incoming in KnownFormats.Read(document, _formats, strict))
            {
                yield return incoming;
            }
        }
    }
}

using System.Runtime.CompilerServices;
using NewsApi.Content.Importing;
using NewsApi.Formats.Documents;
using NewsApi.Formats.Sources;

namespace NewsApi.Formats;

/// <summary>Reads the files and folders at paths into incoming items.</summary>
/// <param name="formats">
/// The formats that documents may have. If there is exactly one, every document is read in it. Null for all formats that recognise their
/// documents.
/// </param>
/// <param name="strict">True to reject an item that violates the standard's schema. False to read it with a warning.</param>
public sealed class IncomingReader(ItemSource source, IReadOnlyList<Format>? formats = null, bool strict = false)
{
    private readonly IReadOnlyList<Format> _formats = formats ?? KnownFormats.Detected;

    /// <summary>Returns items as they are read. For a document that cannot be read it returns a <see cref="RejectedItem"/>.</summary>
    public async IAsyncEnumerable<Incoming> ReadAsync(
        IEnumerable<string> paths, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in source.ReadAsync(paths, _formats, cancellationToken))
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

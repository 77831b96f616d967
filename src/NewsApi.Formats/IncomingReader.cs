using System.Runtime.CompilerServices;
using NewsApi.Content.Importing;
using NewsApi.Formats.Documents;
using NewsApi.Formats.Sources;

namespace NewsApi.Formats;

/// <summary>From paths to incoming items: <see cref="ItemSource"/> and <see cref="Format"/> in one.</summary>
/// <param name="format">The format of every document; null to find out for each.</param>
/// <param name="strict">Refuse what the standard's schema refuses.</param>
public sealed class IncomingReader(ItemSource source, Format? format = null, bool strict = false)
{
    /// <summary>Gives items as they are read; what cannot be read comes as a <see cref="RefusedItem"/> in its place.</summary>
    public async IAsyncEnumerable<Incoming> ReadAsync(
        IEnumerable<string> paths, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in source.ReadAsync(paths, cancellationToken))
        {
            if (entry is not SourceDocument document)
            {
                yield return new RefusedItem(entry.Origin, ((SourceRefusal)entry).Reason);
                continue;
            }

            foreach (var incoming in Format.Read(document, format, strict))
            {
                yield return incoming;
            }
        }
    }
}

using System.Runtime.CompilerServices;

namespace NewsApi.Formats.Documents;

/// <summary>For XML: one document a file.</summary>
internal sealed class WholeFileSplitter : DocumentSplitter
{
    public static WholeFileSplitter Instance { get; } = new();

    public override bool Accepts(SourceLine first) => FindStart(first) == '<';

    public override async IAsyncEnumerable<SourceEntry> SplitAsync(
        SourceLines lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return await lines.ReadWholeAsync(cancellationToken) is { } whole
            ? lines.ToEntry(null, whole.Bytes, whole.Offset)
            : lines.Refuse(null, $"The document is larger than {lines.Limit}.");
    }
}

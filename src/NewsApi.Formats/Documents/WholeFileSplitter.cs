using System.Runtime.CompilerServices;

namespace NewsApi.Formats.Documents;

/// <summary>A splitter for files that contain exactly one document each.</summary>
internal sealed class WholeFileSplitter : DocumentSplitter
{
    private readonly bool _anyText;

    private WholeFileSplitter(bool anyText) => _anyText = anyText;

    /// <summary>The splitter for XML.</summary>
    public static WholeFileSplitter Instance { get; } = new(anyText: false);

    /// <summary>The splitter for formats that can be any text. Such a format is used only if the caller names it.</summary>
    public static WholeFileSplitter AnyText { get; } = new(anyText: true);

    public override bool Accepts(SourceLine first) => _anyText || FindStart(first) == '<';

    public override async IAsyncEnumerable<SourceEntry> SplitAsync(
        SourceLines lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return await lines.ReadWholeAsync(cancellationToken) is { } whole
            ? lines.ToEntry(null, whole.Bytes, whole.Offset)
            : lines.Reject(null, $"The document is larger than {lines.Limit}.");
    }
}

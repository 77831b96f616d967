using System.Runtime.CompilerServices;

namespace NewsApi.Formats.Documents;

/// <summary>One document a file.</summary>
internal sealed class WholeFileSplitter : DocumentSplitter
{
    private readonly bool _anyText;

    private WholeFileSplitter(bool anyText) => _anyText = anyText;

    /// <summary>For XML.</summary>
    public static WholeFileSplitter Instance { get; } = new(anyText: false);

    /// <summary>For formats that are any text, and so are named by the caller.</summary>
    public static WholeFileSplitter AnyText { get; } = new(anyText: true);

    public override bool Accepts(SourceLine first) => _anyText || FindStart(first) == '<';

    public override async IAsyncEnumerable<SourceEntry> SplitAsync(
        SourceLines lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        yield return await lines.ReadWholeAsync(cancellationToken) is { } whole
            ? lines.ToEntry(null, whole.Bytes, whole.Offset)
            : lines.Refuse(null, $"The document is larger than {lines.Limit}.");
    }
}

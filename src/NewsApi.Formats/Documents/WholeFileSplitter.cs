using System.Runtime.CompilerServices;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Documents;

/// <summary>A splitter for files that contain exactly one document each. XML may have any encoding that it declares.</summary>
internal sealed class WholeFileSplitter : DocumentSplitter
{
    private readonly bool _anyText;

    private WholeFileSplitter(bool anyText) => _anyText = anyText;

    /// <summary>The splitter for XML.</summary>
    public static WholeFileSplitter Instance { get; } = new(anyText: false);

    /// <summary>The splitter for formats that can be any text. Such a format is used only if the caller names it.</summary>
    public static WholeFileSplitter AnyText { get; } = new(anyText: true);

    public override bool Accepts(SourceLine first) => _anyText || XmlEncoding.IsMarkup(first.Bytes.Span);

    public override async IAsyncEnumerable<SourceEntry> SplitAsync(
        SourceLines lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await lines.ReadWholeAsync(cancellationToken) is not { } whole)
        {
            yield return lines.Reject(null, $"The document is larger than {lines.Limit}.");
            yield break;
        }

        var bytes = XmlEncoding.ToUtf8(whole.Bytes, out var problem);
        yield return problem is null ? lines.ToEntry(null, bytes, whole.Offset) : lines.Reject(null, problem);
    }
}

using NewsApi.Formats.Text;

namespace NewsApi.Formats.Documents;

/// <summary>Splits a file into documents. Each format has a splitter; formats with the same layout of files share one.</summary>
internal abstract class DocumentSplitter
{
    /// <summary>
    /// Returns true if this splitter can split a file that begins with the line <c>first</c>. Blank lines before this line do not count.
    /// </summary>
    public abstract bool Accepts(SourceLine first);

    /// <summary>Returns the documents of the file, and a rejection for each part that is not a valid document.</summary>
    public abstract IAsyncEnumerable<SourceEntry> SplitAsync(SourceLines lines, CancellationToken cancellationToken);

    /// <summary>Returns the first byte that is not white space. Returns 0 for a line that is too long to be in memory.</summary>
    protected static byte FindStart(SourceLine line) => Utf8Text.Trim(line.Bytes).Span is [var start, ..] ? start : default;
}

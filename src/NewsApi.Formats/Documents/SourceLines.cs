using System.Text;
using NewsApi.Content.Importing;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Documents;

/// <summary>
/// The lines of one file. A splitter may peek at the first lines before it chooses the layout. Later reads return those lines again.
/// </summary>
/// <param name="file">The name of the file, for the origin of each document.</param>
/// <param name="limit">The largest size of a document, in bytes.</param>
internal sealed class SourceLines(string file, Stream stream, int limit)
{
    private readonly LineReader _lines = new(stream, limit);
    private readonly Queue<SourceLine> _peeked = [];
    private readonly List<SourceLine> _peekedText = [];

    public string File => file;

    /// <summary>The number of the line that will be read next. If that read fails, the message contains this number.</summary>
    public long Line => _lines.Lines + 1;

    /// <summary>True if no line has been read.</summary>
    public bool IsEmpty => _lines.Lines == 0;

    /// <summary>The largest size of a document as text, for messages.</summary>
    public string Limit => FormatSize(limit);

    /// <summary>
    /// Returns one of the first lines that are not blank, without consuming it. Returns null if the file has fewer such lines.
    /// </summary>
    /// <param name="index">The index of the line among the lines that are not blank; 0 for the first.</param>
    public async ValueTask<SourceLine?> PeekAsync(int index, CancellationToken cancellationToken)
    {
        while (_peekedText.Count <= index && await ReadLineAsync(cancellationToken) is { } line)
        {
            _peeked.Enqueue(line);
            if (!IsBlank(line))
            {
                _peekedText.Add(line);
            }
        }

        return index < _peekedText.Count ? _peekedText[index] : null;
    }

    /// <summary>Reads the next line that is not blank. Returns null at the end of the file.</summary>
    public async ValueTask<SourceLine?> ReadAsync(CancellationToken cancellationToken)
    {
        _peekedText.Clear();
        while (_peeked.TryDequeue(out var peeked))
        {
            if (!IsBlank(peeked))
            {
                return peeked;
            }
        }

        while (await ReadLineAsync(cancellationToken) is { } line)
        {
            if (!IsBlank(line))
            {
                return line;
            }
        }

        return null;
    }

    /// <summary>
    /// Reads all remaining lines, and joins them with line feeds. Returns null if the result would be larger than the limit.
    /// </summary>
    public async ValueTask<SourceLine?> ReadWholeAsync(CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        SourceLine? first = null;
        while (whole.Length <= limit && (_peeked.TryDequeue(out var line) ? line : await ReadLineAsync(cancellationToken)) is { } next)
        {
            if (next.TooLong)
            {
                return null;
            }

            first ??= next;
            Append(whole, next, first.Value.Offset);
        }

        return first is { } start && whole.Length <= limit
            ? new SourceLine(start.Number, start.Offset, whole.Length, whole.ToArray(), TooLong: false)
            : null;
    }

    /// <summary>Converts a line to a document. Returns a rejection if the line is too long or not UTF-8.</summary>
    public SourceEntry ToEntry(SourceLine line) => line.TooLong
        ? Reject(line.Number, $"The line has {FormatSize(line.Length)}; the limit is {Limit}.")
        : ToEntry(line.Number, line.Bytes, line.Offset);

    /// <summary>Converts bytes to a document. Returns a rejection if they are not UTF-8.</summary>
    /// <param name="line">The number of the first line; null if the document is the whole file.</param>
    /// <param name="offset">The offset of the first byte in the file.</param>
    public SourceEntry ToEntry(long? line, ReadOnlyMemory<byte> bytes, long offset) =>
        Utf8Text.FindProblem(bytes.Span, offset) is { } problem
        ? Reject(line, problem)
        : new SourceDocument(new Origin(file, line), Utf8Text.Trim(bytes));

    public SourceRejection Reject(long? line, string reason) => new(new Origin(file, line), reason);

    private static bool IsBlank(SourceLine line) => !line.TooLong && Utf8Text.Trim(line.Bytes).IsEmpty;

    /// <summary>Reads a line. Removes the byte order mark at the start of the file.</summary>
    private async ValueTask<SourceLine?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = await _lines.ReadAsync(cancellationToken);
        return line is { Offset: 0 } first && first.Bytes.Span.StartsWith(Encoding.UTF8.Preamble)
            ? first with { Bytes = first.Bytes[Encoding.UTF8.Preamble.Length..], Offset = Encoding.UTF8.Preamble.Length }
            : line;
    }

    /// <summary>
    /// Appends a line to <c>whole</c>. First appends line feeds until the line has the same offset in <c>whole</c> as in the file, counted
    /// from <c>start</c>. So an offset in the joined lines shows the place in the file.
    /// </summary>
    private static void Append(MemoryStream whole, SourceLine line, long start)
    {
        while (whole.Length < line.Offset - start)
        {
            whole.WriteByte((byte)'\n');
        }

        whole.Write(line.Bytes.Span);
    }

    private static string FormatSize(long bytes) =>
        bytes < 1024 * 1024 ? $"{bytes} bytes" : FormattableString.Invariant($"{bytes / 1048576.0:0.#} MiB");
}

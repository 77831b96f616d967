using System.Runtime.CompilerServices;
using System.Text.Json;
using NewsApi.Formats.Json;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Documents;

/// <summary>
/// Splits JSON files. A file has one document on each line (NDJSON), or is an array of documents, or is one document. The file's name or
/// its first lines show which layout the file has.
/// </summary>
internal sealed class JsonSplitter : DocumentSplitter
{
    /// <summary>
    /// The largest depth of nesting that the splitter accepts, in levels. This limit is larger than the limit of every reader, because the
    /// splitter only looks for the ends of values. So the reader rejects only the item that is too deep, and the items beside it are still
    /// read.
    /// </summary>
    private const int MaxDepth = 1_000_000;

    public static JsonSplitter Instance { get; } = new();

    private enum Layout
    {
        Lines,
        Array,
        WholeFile,
    }

    public override bool Accepts(SourceLine first) => !XmlEncoding.IsMarkup(first.Bytes.Span);

    public override async IAsyncEnumerable<SourceEntry> SplitAsync(
        SourceLines lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var layout = await FindLayoutAsync(lines, cancellationToken);
        if (layout == Layout.Lines)
        {
            while (await lines.ReadAsync(cancellationToken) is { } line)
            {
                yield return lines.ToEntry(line);
            }
        }
        else if (await lines.ReadWholeAsync(cancellationToken) is not { } whole)
        {
            yield return lines.Reject(null, $"The document is larger than {lines.Limit}; write one item on each line instead.");
        }
        else if (layout == Layout.Array)
        {
            foreach (var entry in SplitArray(lines, whole))
            {
                yield return entry;
            }
        }
        else
        {
            yield return lines.ToEntry(null, whole.Bytes, whole.Offset);
        }
    }

    /// <summary>
    /// Finds the layout. If the name of the file ends in .ndjson or .jsonl, the file has one item on each line. Otherwise the first two
    /// lines that are not blank show the layout. A name with another ending does not show the layout, because files with one item on each
    /// line are often called .json, and standard input has no name.
    /// </summary>
    private static async ValueTask<Layout> FindLayoutAsync(SourceLines lines, CancellationToken cancellationToken)
    {
        if (HasLinesByName(lines.File) || await lines.PeekAsync(0, cancellationToken) is not { TooLong: false } first)
        {
            return Layout.Lines;
        }

        if (IsWholeValue(first))
        {
            return FindStart(first) == '[' ? Layout.Array : Layout.Lines;
        }

        if (FindStart(first) == '[')
        {
            return Layout.Array;
        }

        if (await lines.PeekAsync(1, cancellationToken) is not { } second)
        {
            return Layout.Lines;
        }

        // If the second line is an item, the first line is a damaged item, and only that line is rejected.
        return FindStart(second) == '{' && IsWholeValue(second) ? Layout.Lines : Layout.WholeFile;
    }

    private static bool HasLinesByName(string file)
    {
        var name = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? file[..^3] : file;
        return name.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsWholeValue(SourceLine line)
    {
        var reader = new Utf8JsonReader(line.Bytes.Span, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static IEnumerable<SourceEntry> SplitArray(SourceLines lines, SourceLine array)
    {
        var progress = new Progress(0, array.Number, new JsonReaderState(new JsonReaderOptions { MaxDepth = MaxDepth }));
        var count = 0;
        while (ReadElement(lines, array, count, ref progress) is { } entry)
        {
            count++;
            yield return entry;
            if (entry is SourceRejection { Origin.Line: null })
            {
                yield break;
            }
        }

        if (count == 0)
        {
            yield return lines.Reject(null, "The file holds an empty list.");
        }
    }

    /// <summary>The position up to which an array has been read: <c>At</c> in bytes, and <c>Line</c> in lines.</summary>
    private readonly record struct Progress(int At, long Line, JsonReaderState State);

    /// <returns>
    /// The next element; null at the end of the array. If the array is broken, returns a rejection that has no line number.
    /// </returns>
    private static SourceEntry? ReadElement(SourceLines lines, SourceLine array, int count, ref Progress progress)
    {
        var rest = array.Bytes.Span[progress.At..];
        var reader = new Utf8JsonReader(rest, isFinalBlock: true, progress.State);
        try
        {
            if (progress.At == 0)
            {
                reader.Read();
            }

            reader.Read();
            if (reader.TokenType == JsonTokenType.EndArray)
            {
                reader.Read();
                return null;
            }

            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            var end = (int)reader.BytesConsumed;
            var line = progress.Line + rest[..start].Count((byte)'\n');
            var element = array.Bytes.Slice(progress.At + start, end - start);
            var offset = array.Offset + progress.At + start;
            progress = new Progress(progress.At + end, line + rest[start..end].Count((byte)'\n'), reader.CurrentState);
            return lines.ToEntry(line, element, offset);
        }
        catch (JsonException broken)
        {
            var line = progress.Line + (broken.LineNumber ?? 0);
            return lines.Reject(
                null, $"The list is broken or cut off in line {line}; the {count} items before it were read. {JsonInput.Describe(broken)}");
        }
    }
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using NewsApi.Content.Importing;
using NewsApi.Formats.Json;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Documents;

/// <summary>Splits one file into documents: one a line, the elements of a JSON array, or the file as a whole.</summary>
/// <param name="file">As the caller named it.</param>
/// <param name="limit">Of one document, in bytes.</param>
internal sealed class DocumentSplitter(string file, Stream stream, int limit)
{
    private readonly LineReader _lines = new(stream, limit);
    private readonly List<SourceLine> _first = [];

    /// <summary>The line that is being read, for telling where reading failed.</summary>
    public long Line => _lines.Lines + 1;

    public async IAsyncEnumerable<SourceEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await LookAsync(cancellationToken) is not { } shape)
        {
            yield return Refuse(null, _lines.Lines == 0 ? "The file is empty." : "The file holds nothing but blank lines.");
            yield break;
        }

        if (shape == Shape.Foreign)
        {
            yield return Refuse(null, Utf8Text.ForeignUnicode(_first[0].Bytes.Span) ?? "");
        }
        else if (shape == Shape.Lines)
        {
            foreach (var line in _first.Where(IsNotBlank))
            {
                yield return Document(line);
            }

            _first.Clear();
            while (await NextAsync(cancellationToken) is { } line)
            {
                _first.Clear();
                yield return Document(line);
            }
        }
        else if (await WholeAsync(cancellationToken) is not { } whole)
        {
            yield return Refuse(null, $"The document is larger than {Size(limit)}; give one item a line instead.");
        }
        else if (shape == Shape.Array)
        {
            foreach (var entry in Elements(whole))
            {
                yield return entry;
            }
        }
        else
        {
            yield return Document(null, whole, _first[0].Offset);
        }
    }

    private enum Shape
    {
        Foreign,
        Lines,
        Array,
        Whole,
    }

    /// <summary>Tells the shape from the first two lines that are not blank; whatever it read is in <c>_first</c>.</summary>
    /// <remarks>The name of a file says little: one item a line is often called .json. A first line that is whole decides.</remarks>
    private async ValueTask<Shape?> LookAsync(CancellationToken cancellationToken)
    {
        if (await NextAsync(cancellationToken) is not { } first)
        {
            return null;
        }

        if (Utf8Text.ForeignUnicode(first.Bytes.Span) is not null)
        {
            return Shape.Foreign;
        }

        if (first.TooLong || HasLinesByName() || IsWholeValue(first))
        {
            return Start(first) == '[' && !first.TooLong && !HasLinesByName() ? Shape.Array : Shape.Lines;
        }

        if (Start(first) == '[')
        {
            return Shape.Array;
        }

        if (await NextAsync(cancellationToken) is not { } second)
        {
            return Shape.Lines;
        }

        // A broken first line must not take the good ones with it.
        return Start(second) == '{' && IsWholeValue(second) ? Shape.Lines : Shape.Whole;
    }

    private bool HasLinesByName()
    {
        var name = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? file[..^3] : file;
        return name.EndsWith(".ndjson", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".jsonl", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsWholeValue(SourceLine line)
    {
        var reader = new Utf8JsonReader(line.Bytes.Span, new JsonReaderOptions { MaxDepth = DeepEnough });
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

    private static bool IsNotBlank(SourceLine line) => line.TooLong || !Utf8Text.Trim(line.Bytes).IsEmpty;

    private static byte Start(SourceLine line) => Utf8Text.Trim(line.Bytes).Span is [var start, ..] ? start : default;

    /// <summary>The next line that is not blank, without a byte order mark; it and the blank ones before it go to <c>_first</c>.</summary>
    private async ValueTask<SourceLine?> NextAsync(CancellationToken cancellationToken)
    {
        while (await _lines.NextAsync(cancellationToken) is { } line)
        {
            if (line.Offset == 0 && line.Bytes.Span.StartsWith(Utf8Text.Mark))
            {
                line = line with { Bytes = line.Bytes[Utf8Text.Mark.Length..], Offset = Utf8Text.Mark.Length };
            }

            _first.Add(line);
            if (IsNotBlank(line))
            {
                return line;
            }
        }

        return null;
    }

    private async ValueTask<byte[]?> WholeAsync(CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        foreach (var line in _first)
        {
            Append(whole, line, _first[0].Offset);
        }

        while (whole.Length <= limit && await _lines.NextAsync(cancellationToken) is { } line)
        {
            if (line.TooLong)
            {
                return null;
            }

            Append(whole, line, _first[0].Offset);
        }

        return whole.Length <= limit ? whole.ToArray() : null;
    }

    /// <summary>Puts a line where it stood in the file, so that offsets in the document are those of the file.</summary>
    private static void Append(MemoryStream whole, SourceLine line, long start)
    {
        while (whole.Length < line.Offset - start)
        {
            whole.WriteByte((byte)'\n');
        }

        whole.Write(line.Bytes.Span);
    }

    /// <summary>Deeper than any reader allows: only the ends of values are sought, and a deep item must not cost its neighbours.</summary>
    private const int DeepEnough = 1_000_000;

    private IEnumerable<SourceEntry> Elements(ReadOnlyMemory<byte> array)
    {
        var place = new Place(0, _first[0].Number, new JsonReaderState(new JsonReaderOptions { MaxDepth = DeepEnough }));
        var count = 0;
        while (Element(array, count, ref place) is { } entry)
        {
            count++;
            yield return entry;
            if (entry is SourceRefusal { Origin.Line: null })
            {
                yield break;
            }
        }

        if (count == 0)
        {
            yield return Refuse(null, "The file holds an empty list.");
        }
    }

    /// <summary>How far a list has been read: in bytes and lines.</summary>
    private readonly record struct Place(int At, long Line, JsonReaderState State);

    /// <returns>The next element, or a refusal without a line where the list is broken; null at its end.</returns>
    private SourceEntry? Element(ReadOnlyMemory<byte> array, int count, ref Place place)
    {
        var rest = array.Span[place.At..];
        var reader = new Utf8JsonReader(rest, isFinalBlock: true, place.State);
        try
        {
            if (place.At == 0)
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
            var line = place.Line + rest[..start].Count((byte)'\n');
            var element = array.Slice(place.At + start, end - start);
            var offset = _first[0].Offset + place.At + start;
            place = new Place(place.At + end, line + rest[start..end].Count((byte)'\n'), reader.CurrentState);
            return Document(line, element, offset);
        }
        catch (JsonException broken)
        {
            var line = place.Line + (broken.LineNumber ?? 0);
            var where = $"The list is broken or cut off in line {line}; the {count} items before were read.";
            return Refuse(null, $"{where} {JsonInput.Plain(broken)}");
        }
    }

    private SourceEntry Document(SourceLine line) => line.TooLong
        ? Refuse(line.Number, $"The line is {Size(line.Length)} long; the most that is taken is {Size(limit)}.")
        : Document(line.Number, line.Bytes, line.Offset);

    private SourceEntry Document(long? line, ReadOnlyMemory<byte> bytes, long offset) => Utf8Text.Problem(bytes.Span, offset) is { } problem
        ? Refuse(line, problem)
        : new SourceDocument(new Origin(file, line), Utf8Text.Trim(bytes));

    private SourceRefusal Refuse(long? line, string reason) => new(new Origin(file, line), reason);

    private static string Size(long bytes) =>
        bytes < 1024 * 1024 ? $"{bytes} bytes" : FormattableString.Invariant($"{bytes / 1048576.0:0.#} MiB");
}

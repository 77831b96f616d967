using System.Text;
using System.Text.Json;

namespace NewsApi.Formats.Json;

/// <summary>Parses JSON from outside. Rejects duplicate properties, too deep nesting, and text that PostgreSQL cannot store.</summary>
internal static class JsonInput
{
    /// <summary>The largest depth of nesting, in levels. Real items have fewer than ten levels.</summary>
    public const int MaxDepth = 64;

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = MaxDepth, AllowDuplicateProperties = false };

    /// <param name="reason">The reason why no document is returned; null if a document is returned.</param>
    /// <returns>The document, which the caller must dispose. Null if there is a <paramref name="reason"/>.</returns>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> bytes, out string? reason)
    {
        // This check comes before parsing: the parser unescapes names to find duplicates, and throws for half a surrogate pair.
        reason = bytes.Span.IndexOf("\\u"u8) < 0 ? null : FindUnstorableText(bytes.Span);
        if (reason is not null)
        {
            return null;
        }

        try
        {
            return JsonDocument.Parse(bytes, Options);
        }
        catch (JsonException broken)
        {
            reason = IsCutOff(bytes.Span) ? $"The JSON is cut off: it ends too early, after {bytes.Length} bytes." : Describe(broken);
            return null;
        }
    }

    /// <summary>Returns a sentence that describes the error.</summary>
    public static string Describe(JsonException broken)
    {
        var end = broken.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var what = Plain(end < 0 ? broken.Message : broken.Message[..end]);
        return broken is { LineNumber: { } line, BytePositionInLine: { } at }
            ? $"The JSON is broken at byte {at} of its line {line + 1}: {what}"
            : $"The JSON is not acceptable: {what.Replace(" encountered during deserialization", "", StringComparison.Ordinal)}";
    }

    /// <summary>
    /// Replaces the words of .NET's message that name the parser's options, for example <c>maximum configured depth</c>, by words about the
    /// JSON.
    /// </summary>
    private static string Plain(string message) => message.Contains("trailing comma", StringComparison.Ordinal)
        ? "a comma stands before the closing bracket; remove the comma."
        : message.Replace(" Change the reader options.", "", StringComparison.Ordinal)
            .Replace("The maximum configured depth of", "It is nested deeper than the greatest depth of", StringComparison.Ordinal)
            .Replace(" has been exceeded. Cannot read next JSON object.", ".", StringComparison.Ordinal)
            .Replace(" has been exceeded. Cannot read next JSON array.", ".", StringComparison.Ordinal);

    private static bool IsCutOff(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, isFinalBlock: false, new JsonReaderState(new JsonReaderOptions { MaxDepth = MaxDepth }));
        try
        {
            while (reader.Read())
            {
            }

            return reader.CurrentDepth > 0 || reader.BytesConsumed < bytes.Length;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>
    /// Finds a NUL character or half a surrogate pair. They are valid in JSON, but PostgreSQL's text type cannot store them.
    /// </summary>
    private static string? FindUnstorableText(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = MaxDepth });
        var path = new List<string>();
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.PropertyName)
                {
                    path.RemoveRange(Math.Min(path.Count, reader.CurrentDepth - 1), Math.Max(0, path.Count - reader.CurrentDepth + 1));
                    if (reader.ValueIsEscaped && FindUnstorable(reader.ValueSpan) is { } inName)
                    {
                        return $"The name of a property in {Join(path)} contains {inName}, which PostgreSQL cannot store; remove it.";
                    }

                    while (path.Count < reader.CurrentDepth - 1)
                    {
                        path.Add("");
                    }

                    path.Add(Encoding.UTF8.GetString(reader.ValueSpan));
                }
                else if (reader.TokenType is JsonTokenType.String && reader.ValueIsEscaped && FindUnstorable(reader.ValueSpan) is { } what)
                {
                    return $"'{Join(path)}' contains {what}, which PostgreSQL cannot store; remove it.";
                }
            }
        }
        catch (JsonException)
        {
            // The parser reports this error, with its line.
        }

        return null;
    }

    private static string Join(List<string> path) => path.Count == 0 ? "the item" : string.Join('.', path.Where(name => name != ""));

    private static string? FindUnstorable(ReadOnlySpan<byte> escaped)
    {
        for (var i = escaped.IndexOf((byte)'\\'); i >= 0 && i + 1 < escaped.Length; i = Next(escaped, i))
        {
            if (escaped[i + 1] != 'u')
            {
                i += 2;
                continue;
            }

            var unit = Unit(escaped, i);
            if (unit == 0)
            {
                return "a NUL character (\\u0000)";
            }

            i += 6;
            if (char.IsLowSurrogate(unit) || (char.IsHighSurrogate(unit) && !IsLowAt(escaped, i)))
            {
                return $"half a surrogate pair (\\u{(int)unit:X4})";
            }

            i += char.IsHighSurrogate(unit) ? 6 : 0;
        }

        return null;
    }

    private static int Next(ReadOnlySpan<byte> escaped, int from)
    {
        var next = from >= escaped.Length ? -1 : escaped[from..].IndexOf((byte)'\\');
        return next < 0 ? -1 : from + next;
    }

    private static bool IsLowAt(ReadOnlySpan<byte> escaped, int at) =>
        at + 6 <= escaped.Length && escaped[at] == '\\' && escaped[at + 1] == 'u' && char.IsLowSurrogate(Unit(escaped, at));

    private static char Unit(ReadOnlySpan<byte> escaped, int at) =>
        (char)Convert.ToUInt16(Encoding.ASCII.GetString(escaped.Slice(at + 2, 4)), 16);
}

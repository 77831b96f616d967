using GraphQL.Execution;
using GraphQLParser;
using GraphQLParser.Exceptions;

namespace NewsApi.GraphQL.Execution;

/// <summary>
/// Finds syntax errors in documents with long lines. The parser needs much time for the message of a syntax error: the time grows with the
/// square of the column. An error at the end of a line of a megabyte keeps a processor busy for minutes. So the parser first gets a copy of
/// the document without long lines. The copy has the same length as the document. In the copy, line breaks replace some spaces. Spaces and
/// line breaks replace the text of comments and of long strings.
/// </summary>
internal static class LongLines
{
    /// <summary>The largest length of a line that the parser reads without a copy, in UTF-16 code units.</summary>
    private const int LongLine = 10_000;

    /// <summary>
    /// Two limits of the copy, in UTF-16 code units. The text of a string longer than this number is replaced by spaces and line breaks. A
    /// comment longer than this number must not contain a backslash. If a space, tab or comma is more than this number of characters after
    /// the start of its line, a line break replaces it.
    /// </summary>
    private const int ShortText = 1_000;

    private const string BlockQuotes = "\"\"\"";

    /// <returns>The syntax error. Null if no line is long, or if the text has no syntax error.</returns>
    /// <exception cref="GraphQLMaxDepthExceededException">The document is too deep.</exception>
    public static RequestError? Check(string text, GraphQLDocumentBuilder parser)
    {
        if (!HasLongLine(text))
        {
            return null;
        }

        var copy = new Copy(text);
        if (copy.Fill() is { } found)
        {
            return found;
        }

        try
        {
            parser.Build(new string(copy.Characters));
            return null;
        }
        catch (SyntaxError error) when (error.InnerException is GraphQLSyntaxErrorException syntax)
        {
            return At(text, FindPosition(copy.Characters, syntax.Location), syntax.Description);
        }
    }

    private static bool HasLongLine(string text)
    {
        for (var start = 0; text.Length - start > LongLine;)
        {
            if (text.AsSpan(start, LongLine).LastIndexOf('\n') is not (>= 0 and var line))
            {
                return true;
            }

            start += line + 1;
        }

        return false;
    }

    private static int FindPosition(ReadOnlySpan<char> text, Location location)
    {
        var start = 0;
        for (var line = 1; line < location.Line; line++)
        {
            start += text[start..].IndexOf('\n') + 1;
        }

        return start + location.Column - 1;
    }

    private static RequestError At(string text, int position, string problem)
    {
        var location = Location.FromLinearPosition(text.AsMemory(), position);
        var error = RequestError.InvalidSyntax(location.Line, location.Column, problem);
        error.AddLocation(location);
        return error;
    }

    /// <summary>
    /// The copy of the text. Every character that matters to the syntax has the same index in the copy as in the text. So an error that the
    /// parser finds in the copy has the same index in the text.
    /// </summary>
    private sealed class Copy(string text)
    {
        private int _at;
        private int _column;
        private int _run;

        public char[] Characters { get; } = text.ToCharArray();

        /// <summary>Shortens the lines of the copy.</summary>
        /// <returns>
        /// An error if a string or a comment is invalid, or if the text has too many characters in a row without a space. Otherwise null.
        /// </returns>
        public RequestError? Fill()
        {
            while (_at < text.Length)
            {
                _run = text[_at] is ' ' or '\t' or ',' or '\n' or '\r' or '"' or '#' ? 0 : _run;
                var error = text[_at] switch
                {
                    '"' => TakeString(),
                    '#' => TakeComment(),
                    ' ' or '\t' or ',' or '\n' or '\r' => TakeSpace(),
                    _ => TakeOther(),
                };
                if (error is not null)
                {
                    return error;
                }
            }

            return null;
        }

        private RequestError? TakeSpace()
        {
            Characters[_at] = _column > ShortText ? '\n' : text[_at] == '\r' ? ' ' : text[_at];
            _column = Characters[_at++] == '\n' ? 0 : _column + 1;
            return null;
        }

        private RequestError? TakeOther()
        {
            (_at, _column) = (_at + 1, _column + 1);
            return ++_run <= LongLine ? null : RequestError.DocumentTooLarge("characters in a row without a space", LongLine);
        }

        private RequestError? TakeComment()
        {
            var end = text.AsSpan(_at).IndexOfAny('\n', '\r') is var length and >= 0 ? _at + length : text.Length;

            // The parser reads escapes in comments too.
            if (end - _at > ShortText && text.IndexOf('\\', _at, end - _at) is >= 0 and var escape)
            {
                return At(text, escape, "A long comment must not contain a backslash.");
            }

            Blank(_at, end);
            return null;
        }

        private RequestError? TakeString()
        {
            var end = text.AsSpan(_at).StartsWith(BlockQuotes) ? FindEndOfBlockString() : FindEndOfString();
            if (end == 0)
            {
                return At(text, _at, "The string is not terminated, or has an invalid escape or control character.");
            }

            if (end - _at > ShortText)
            {
                Characters[_at + 1] = '"';
                _column += 2;
                Blank(_at + 2, end);
            }
            else
            {
                (_at, _column) = (end, _column + end - _at);
            }

            return null;
        }

        /// <returns>The index after the string; 0 if the string is invalid.</returns>
        private int FindEndOfString()
        {
            for (var i = _at + 1; i < text.Length; i++)
            {
                switch (text[i])
                {
                    case '"':
                        return i + 1;
                    case '\\' when MeasureEscape(text.AsSpan(i)) is > 0 and var length:
                        i += length - 1;
                        break;
                    case '\\' or (< ' ' and not '\t'):
                        return 0;
                }
            }

            return 0;
        }

        /// <returns>The index after the string; 0 if the string is invalid.</returns>
        private int FindEndOfBlockString()
        {
            for (var i = _at + BlockQuotes.Length; i < text.Length; i++)
            {
                if (text.AsSpan(i).StartsWith(BlockQuotes))
                {
                    return i + BlockQuotes.Length;
                }

                i += text[i] == '\\' && text.AsSpan(i + 1).StartsWith(BlockQuotes) ? BlockQuotes.Length : 0;
                if (text[i] is < ' ' and not ('\t' or '\n' or '\r'))
                {
                    return 0;
                }
            }

            return 0;
        }

        private static int MeasureEscape(ReadOnlySpan<char> text) => text switch
        {
            [_, '"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't', ..] => 2,
            [_, 'u', var a, var b, var c, var d, ..] when char.IsAsciiHexDigit(a) && char.IsAsciiHexDigit(b) && char.IsAsciiHexDigit(c)
                && char.IsAsciiHexDigit(d) => 6,
            _ => 0,
        };

        private void Blank(int from, int end)
        {
            for (_at = from; _at < end; _at++)
            {
                Characters[_at] = _column > ShortText ? '\n' : ' ';
                _column = Characters[_at] == '\n' ? 0 : _column + 1;
            }
        }
    }
}

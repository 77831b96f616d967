using System.Text;

namespace NewsApi.Transport.Responses;

/// <summary>
/// Cuts the names and texts of a request that a message repeats. Otherwise a response could be as large as the rejected name or text.
/// </summary>
public static class MessageText
{
    /// <summary>The longest text of a client that a message repeats, in UTF-16 code units.</summary>
    public const int MaxRepeated = 100;

    /// <summary>The longest message, in UTF-16 code units.</summary>
    public const int MaxLength = 1000;

    private const string Quotes = "'`\"";

    private const string Separators = " \n([";

    /// <summary>Cuts every quotation and every word of a message to <see cref="MaxRepeated"/>, and then the message itself.</summary>
    public static string Shorten(string message)
    {
        if (message.Length <= MaxRepeated)
        {
            return message;
        }

        var kept = new StringBuilder();
        var unclosed = "";
        for (var at = 0; at < message.Length && kept.Length <= MaxLength;)
        {
            var quote = message[at];
            if (Quotes.Contains(quote, StringComparison.Ordinal) && !unclosed.Contains(quote, StringComparison.Ordinal))
            {
                if (FindClosing(message, at) is { } closing)
                {
                    kept.Append(quote).Append(Cut(message[(at + 1)..closing])).Append(quote);
                    at = closing + 1;
                    continue;
                }

                unclosed += quote;
            }

            var end = FindEndOfWord(message, at);
            kept.Append(Cut(message[at..end])).Append(message.AsSpan(end, Math.Min(1, message.Length - end)));
            at = end + 1;
        }

        return Cut(kept.ToString(), MaxLength);
    }

    /// <summary>Returns the beginning of a text, with an ellipsis where the rest is left out.</summary>
    public static string Cut(string text, int length = MaxRepeated) => text.Length <= length
        ? text
        : $"{text.AsSpan(0, char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)}…";

    /// <summary>The closing quote: it stands before the end, a space or punctuation, because a quoted text may contain quotes.</summary>
    private static int? FindClosing(string message, int opening)
    {
        for (var i = message.IndexOf(message[opening], opening + 1); i >= 0; i = message.IndexOf(message[opening], i + 1))
        {
            if (i + 1 == message.Length || char.IsWhiteSpace(message[i + 1]) || char.IsPunctuation(message[i + 1]))
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>The place of the next space or opening bracket, after which a quotation may begin, or the end of the message.</summary>
    private static int FindEndOfWord(string message, int at) =>
        message.AsSpan(at).IndexOfAny(Separators) is var length and >= 0 ? at + length : message.Length;
}

using System.Text;

namespace NewsApi.Transport.Responses;

/// <summary>
/// Shortens error messages: a message may repeat names and texts of the request, and a response must not become as large as a text that it
/// rejects.
/// </summary>
public static class MessageText
{
    /// <summary>The largest length of a client's text that a message repeats, in UTF-16 code units.</summary>
    public const int MaxRepeated = 100;

    /// <summary>The largest length of a message, in UTF-16 code units.</summary>
    public const int MaxLength = 1000;

    private const string Quotes = "'`\"";

    private const string Separators = " \n([";

    /// <summary>
    /// Cuts every quoted text and every word of a message to <see cref="MaxRepeated"/>, and then the message to <see cref="MaxLength"/>.
    /// </summary>
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

    /// <summary>
    /// Returns a text that is not longer than <paramref name="length"/> unchanged; of a longer text, the beginning and an ellipsis.
    /// </summary>
    public static string Cut(string text, int length = MaxRepeated) => text.Length <= length
        ? text
        : $"{text.AsSpan(0, char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)}…";

    /// <summary>
    /// Returns the index of the closing quote; null if there is none. A quoted text may contain quotes itself, so only a quote before the
    /// end of the message, a space or punctuation is the closing one.
    /// </summary>
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

    /// <summary>
    /// Returns the index of the next space or opening bracket, after which a quoted text may begin; or else the end of the message.
    /// </summary>
    private static int FindEndOfWord(string message, int at) =>
        message.AsSpan(at).IndexOfAny(Separators) is var length and >= 0 ? at + length : message.Length;
}

using System.Text;

namespace NewsApi.Transport.Responses;

/// <summary>
/// Shortens error messages, because a message may repeat names and texts of the request. Without a limit, a response could become as large
/// as the rejected request.
/// </summary>
public static class MessageText
{
    /// <summary>A message repeats at most this many UTF-16 code units of one text of the client.</summary>
    public const int MaxRepeated = 100;

    /// <summary>The largest length of a message, in UTF-16 code units.</summary>
    public const int MaxLength = 1000;

    private const string Quotes = "'`\"";

    private const string Separators = " \n([";

    /// <summary>
    /// Cuts every quoted text and every word of a message to <see cref="MaxRepeated"/> code units. Then cuts the message to
    /// <see cref="MaxLength"/> code units.
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

    /// <summary>Cuts a text to <paramref name="length"/> code units, and adds an ellipsis if the text was longer.</summary>
    public static string Cut(string text, int length = MaxRepeated) => text.Length <= length
        ? text
        : $"{text.AsSpan(0, char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)}…";

    /// <summary>
    /// Returns the index of the quote that closes the text after <paramref name="opening"/>; null if there is no such quote. A quoted text
    /// may itself contain quotes. So a quote closes the text only if a space, punctuation or the end of the message follows the quote.
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
    /// Returns the index of the next space, line break or opening bracket, because a quoted text may begin after such a character. If no
    /// such character follows, returns the length of the message.
    /// </summary>
    private static int FindEndOfWord(string message, int at) =>
        message.AsSpan(at).IndexOfAny(Separators) is var length and >= 0 ? at + length : message.Length;
}

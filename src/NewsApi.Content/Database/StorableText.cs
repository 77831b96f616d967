using System.Buffers;
using System.Text;

namespace NewsApi.Content.Database;

/// <summary>Checks whether PostgreSQL can store a text.</summary>
internal static class StorableText
{
    /// <summary>
    /// Returns the reason why PostgreSQL cannot store the text, as the end of a sentence that begins with "The text". Returns null if
    /// PostgreSQL can store the text.
    /// </summary>
    public static string? Problem(string? text)
    {
        if (text is null)
        {
            return null;
        }

        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return "contains a NUL character, which PostgreSQL cannot store.";
        }

        var at = text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF');
        return at < 0 || IsWellFormed(text.AsSpan(at)) ? null : "contains half a surrogate pair, which is not a character.";
    }

    private static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (text.Length > 0)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var taken) != OperationStatus.Done)
            {
                return false;
            }

            text = text[taken..];
        }

        return true;
    }
}

using System.Globalization;

namespace NewsApi.Content.Wire;

/// <summary>
/// The cursor of a change in the log: its epoch and its position. A client keeps a cursor to resume from it, and must not interpret it.
/// </summary>
public readonly record struct WireCursor(int Epoch, long Position)
{
    /// <summary>Returns eight hexadecimal digits of the epoch, a dash, and the position.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch:x8}-{Position}");

    /// <summary>Parses the text of a cursor. Returns false for every text that <see cref="ToString"/> cannot have written.</summary>
    public static bool TryParse(string? text, out WireCursor cursor)
    {
        cursor = default;
        if (text is null || text.Length is < 10 or > 28 || text[8] != '-'
            || !int.TryParse(text.AsSpan(0, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var epoch)
            || !long.TryParse(text.AsSpan(9), NumberStyles.None, CultureInfo.InvariantCulture, out var position))
        {
            return false;
        }

        cursor = new WireCursor(epoch, position);
        return cursor.ToString() == text;
    }
}

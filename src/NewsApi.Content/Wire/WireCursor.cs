using System.Globalization;

namespace NewsApi.Content.Wire;

/// <summary>
/// The cursor of a change in the log: its epoch and its position. Clients keep cursors to resume from, and must not interpret them.
/// </summary>
public readonly record struct WireCursor(int Epoch, long Position)
{
    /// <summary>Returns eight hexadecimal digits of the epoch, a dash, and the position.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch:x8}-{Position}");

    /// <summary>Parses exactly what <see cref="ToString"/> writes.</summary>
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

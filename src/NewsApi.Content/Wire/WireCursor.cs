using System.Globalization;

namespace NewsApi.Content.Wire;

/// <summary>A place in the log, as clients keep it: which log (epoch) and how far. Opaque to them.</summary>
public readonly record struct WireCursor(int Epoch, long Position)
{
    /// <summary>Eight hexadecimal digits of the epoch, a dash, the position.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch:x8}-{Position}");

    /// <summary>Reads what <see cref="ToString"/> wrote; anything else is refused.</summary>
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

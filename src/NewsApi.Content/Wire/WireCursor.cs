using System.Globalization;

namespace NewsApi.Content.Wire;

/// <summary>A position in the log that clients keep to resume from: the epoch and the number of the change. Opaque to clients.</summary>
public readonly record struct WireCursor(int Epoch, long Position)
{
    /// <summary>Eight hexadecimal digits of the epoch, a dash, the position.</summary>
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

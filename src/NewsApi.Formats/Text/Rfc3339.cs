using System.Globalization;
using System.Text.RegularExpressions;

namespace NewsApi.Formats.Text;

/// <summary>
/// Parses times of feeds by RFC 3339, section 5.6, and writes them. The offset is required; its colon is optional.
/// </summary>
internal static partial class Rfc3339
{
    private const int DateAndTime = 19;

    /// <summary>Returns a time in UTC, with milliseconds if it has any.</summary>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString(
        time.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:ss'Z'" : "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <param name="time">The time in UTC, cut to milliseconds.</param>
    /// <param name="problem">A message with the problem and its solution; null if the time is valid.</param>
    public static bool TryParse(string text, out DateTimeOffset time, out string? problem)
    {
        time = default;
        if (!IsDateAndTime(text))
        {
            problem = DateOnly().IsMatch(text)
                ? "a date needs a time; add the time and the offset from UTC, as in 2026-11-24T09:30:00Z."
                : "not a time; write it as in 2026-11-24T09:30:00Z or 2026-11-24T10:30:00+01:00.";
            return false;
        }

        var milliseconds = Fraction(text, out var zone);
        if (zone.IsEmpty)
        {
            problem = "it has no offset from UTC, so the time is ambiguous; add Z or an offset such as +01:00.";
            return false;
        }

        if (Offset(zone) is not { } offset)
        {
            problem = $"\"{PlainText.Short(zone.ToString())}\" is not an offset from UTC; write Z or an offset such as +01:00.";
            return false;
        }

        problem = null;
        if (TryCompose(text.AsSpan(0, DateAndTime), milliseconds, offset, out time))
        {
            return true;
        }

        problem = "there is no such date or time.";
        return false;
    }

    private static bool IsDateAndTime(string text)
    {
        const string Form = "0000-00-00T00:00:00";
        if (text.Length < Form.Length)
        {
            return false;
        }

        for (var i = 0; i < Form.Length; i++)
        {
            // Section 5.6 allows a small t instead of T, and for readability a space.
            if (!(Form[i] == '0' ? char.IsAsciiDigit(text[i]) : text[i] == Form[i] || (Form[i] == 'T' && text[i] is 't' or ' ')))
            {
                return false;
            }
        }

        return true;
    }

    private static int Fraction(string text, out ReadOnlySpan<char> zone)
    {
        zone = text.AsSpan(DateAndTime);
        if (zone is not ['.', >= '0' and <= '9', ..])
        {
            return 0;
        }

        var milliseconds = 0;
        var unit = 100;
        zone = zone[1..];
        while (zone is [>= '0' and <= '9' and var digit, ..])
        {
            milliseconds += (digit - '0') * unit;
            unit /= 10;
            zone = zone[1..];
        }

        return milliseconds;
    }

    private static TimeSpan? Offset(ReadOnlySpan<char> zone)
    {
        if (zone is "Z" or "z")
        {
            return TimeSpan.Zero;
        }

        var digits = zone is [_, _, _, ':', _, _] ? $"{zone[1..3]}{zone[4..]}" : zone is [_, _, _, _, _] ? zone[1..].ToString() : "";
        return zone is ['+' or '-', ..] && digits.Length == 4 && digits.All(char.IsAsciiDigit)
            && Number(digits.AsSpan(0, 2)) is <= 23 and var hours && Number(digits.AsSpan(2)) is <= 59 and var minutes
            ? new TimeSpan(hours, minutes, 0) * (zone[0] == '-' ? -1 : 1)
            : null;
    }

    private static bool TryCompose(ReadOnlySpan<char> text, int milliseconds, TimeSpan offset, out DateTimeOffset time)
    {
        time = default;
        var (year, month, day) = (Number(text[..4]), Number(text[5..7]), Number(text[8..10]));
        var (hour, minute, second) = (Number(text[11..13]), Number(text[14..16]), Number(text[17..]));
        // The second 60 is a leap second (section 5.7). It counts as the first second of the next minute, as in POSIX.
        if (year == 0 || month is 0 or > 12 || day == 0 || day > DateTime.DaysInMonth(year, month)
            || hour > 23 || minute > 59 || second > 60)
        {
            return false;
        }

        var ticks = new DateTime(year, month, day).Ticks
            + new TimeSpan(0, hour, minute, second, milliseconds).Ticks
            - offset.Ticks;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        time = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex("^[0-9]{4}(-[0-9]{2}){0,2}$")]
    private static partial Regex DateOnly();
}

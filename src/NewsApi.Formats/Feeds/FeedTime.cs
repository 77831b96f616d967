using System.Globalization;
using System.Text.RegularExpressions;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Feeds;

/// <summary>Parses times of feeds: RFC 822 with its changes by RFC 2822 (RSS), and RFC 3339 (Atom, JSON Feed, Dublin Core).</summary>
internal static partial class FeedTime
{
    private const string Months = "janfebmaraprmayjunjulaugsepoctnovdec";

    /// <summary>The hours of the named zones of RFC 822, section 5.1, that are not UTC.</summary>
    private static readonly Dictionary<string, int> Zones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["EST"] = -5,
        ["EDT"] = -4,
        ["CST"] = -6,
        ["CDT"] = -5,
        ["MST"] = -7,
        ["MDT"] = -6,
        ["PST"] = -8,
        ["PDT"] = -7,
    };

    /// <param name="time">The time in UTC.</param>
    /// <param name="problem">A message with the problem; null if the time is valid.</param>
    public static bool TryParse(string text, out DateTimeOffset time, out string? problem)
    {
        if (Rfc822().Match(text) is not { Success: true } match)
        {
            return Rfc3339.TryParse(text, out time, out problem);
        }

        var month = Months.IndexOf(match.Groups["month"].Value, StringComparison.OrdinalIgnoreCase);
        var year = int.Parse(match.Groups["year"].Value, CultureInfo.InvariantCulture);
        // RFC 2822, section 4.3: years of two digits.
        year += match.Groups["year"].Length == 2 ? year < 50 ? 2000 : 1900 : 0;
        if (month < 0 || month % 3 != 0)
        {
            (time, problem) = (default, "there is no such month.");
            return false;
        }

        var zone = match.Groups["zone"].Value;
        var offset = zone is [('+' or '-'), ..] ? zone
            : Zones.TryGetValue(zone, out var hours) ? $"-{-hours:00}:00"
            : "Z";
        var iso = FormattableString.Invariant(
            $"{year:0000}-{(month / 3) + 1:00}-{match.Groups["day"].Value.PadLeft(2, '0')}T{match.Groups["hour"].Value.PadLeft(2, '0')}")
            + $":{match.Groups["minute"].Value}:{(match.Groups["second"].Success ? match.Groups["second"].Value : "00")}{offset}";
        return Rfc3339.TryParse(iso, out time, out problem);
    }

    [GeneratedRegex(
        @"^([A-Za-z]+\.?,?\s+)?(?<day>[0-9]{1,2})\s+(?<month>[A-Za-z]{3})[a-z]*\.?\s+(?<year>[0-9]{4}|[0-9]{2})\s+"
        + @"(?<hour>[0-9]{1,2}):(?<minute>[0-9]{2})(:(?<second>[0-9]{2}))?\s*"
        + @"(?<zone>[+-][0-9]{2}:?[0-9]{2}|GMT|UTC|UT|Z|EST|EDT|CST|CDT|MST|MDT|PST|PDT)$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Rfc822();
}

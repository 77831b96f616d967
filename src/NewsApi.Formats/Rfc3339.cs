using System.Globalization;
using System.Text.RegularExpressions;

namespace NewsApi.Formats;

/// <summary>Moments as feeds write them: RFC 3339 section 5.6, with the offset demanded, and allowing one without its colon.</summary>
internal static partial class Rfc3339
{
    /// <param name="time">In UTC, to the millisecond, as everything here is kept.</param>
    /// <param name="problem">What to do about it, where it is no moment.</param>
    public static bool TryParse(string text, out DateTimeOffset time, out string? problem)
    {
        time = default;
        var match = Moment().Match(text);
        if (!match.Success)
        {
            problem = DateOnly().IsMatch(text)
                ? "a date alone is no moment; add the time and the offset from UTC, as in 2026-11-24T09:30:00Z."
                : "not a moment; write it as in 2026-11-24T09:30:00Z or 2026-11-24T10:30:00+01:00.";
            return false;
        }

        if (!match.Groups["zone"].Success)
        {
            problem = "it has no offset from UTC, so the moment is unknown; add Z or an offset such as +01:00.";
            return false;
        }

        problem = null;
        if (TryCompose(match, out time))
        {
            return true;
        }

        problem = "there is no such date, time or offset.";
        return false;
    }

    private static bool TryCompose(Match match, out DateTimeOffset time)
    {
        time = default;
        // A leap second (RFC 3339 section 5.7) is counted as the first of the next minute, as POSIX does.
        var leap = match.Groups["seconds"].ValueSpan is "60";
        var seconds = leap ? "59" : match.Groups["seconds"].Value;
        if (!DateTime.TryParseExact(
            $"{match.Groups["date"].Value} {match.Groups["minutes"].Value}:{seconds}", "yyyy-MM-dd HH:mm:ss",
            CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return false;
        }

        var fraction = match.Groups["fraction"].ValueSpan;
        for (var (i, unit) = (0, 100); i < Math.Min(3, fraction.Length); i++, unit /= 10)
        {
            local = local.AddMilliseconds((fraction[i] - '0') * unit);
        }

        var offset = match.Groups["hours"].Success
            ? new TimeSpan(Number(match, "hours"), Number(match, "rest"), 0)
            : TimeSpan.Zero;
        if (Number(match, "hours") > 23 || Number(match, "rest") > 59)
        {
            return false;
        }

        var ticks = local.Ticks + (leap ? TimeSpan.TicksPerSecond : 0) - (match.Groups["sign"].ValueSpan is "-" ? -offset : offset).Ticks;
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        time = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    private static int Number(Match match, string group) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ](?<minutes>[0-9]{2}:[0-9]{2}):(?<seconds>[0-9]{2})([.](?<fraction>[0-9]+))?(?<zone>[Zz]|(?<sign>[+-])(?<hours>[0-9]{2}):?(?<rest>[0-9]{2}))?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Moment();

    [GeneratedRegex("^[0-9]{4}(-[0-9]{2}){0,2}$")]
    private static partial Regex DateOnly();
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace NewsApi.Formats.Pages;

/// <summary>A date at the beginning of a line of a page.</summary>
/// <param name="Time">The date in UTC; midnight if the line gives no time of day.</param>
/// <param name="HasTime">True if the line gives a time of day with an offset.</param>
/// <param name="IsLabelled">True if a word in the line labels the date as the date of publication.</param>
/// <param name="Problem">The reason why the date cannot be used; null if it can be used.</param>
internal sealed partial record PageDate(DateTimeOffset Time, bool HasTime, bool IsLabelled, string? Problem)
{
    private static readonly string[] Months =
    [
        "jan", "feb", "mar|mär", "apr|avr", "may|mai|maj", "jun|juin", "jul|juil", "aug|aoû|ago", "sep", "oct|okt", "nov",
        "dec|dez|déc|des|dic",
    ];

    /// <returns>The date; null if the line does not begin with a date or with a label and a date.</returns>
    public static PageDate? Find(string line)
    {
        var labelled = Label().IsMatch(line);
        if (Named().Match(line) is { Success: true } named && MonthOf(named.Groups["month"].Value) is { } month)
        {
            return named.Groups["year"] is { Success: true } year
                ? Make(line, labelled, Number(year), month, Number(named.Groups["day"]))
                : new PageDate(default, false, labelled, "it has no year.");
        }

        if (Iso().Match(line) is { Success: true } iso)
        {
            return Make(line, labelled, Number(iso.Groups["year"]), Number(iso.Groups["month"]), Number(iso.Groups["day"]));
        }

        if (Figures().Match(line) is not { Success: true } figures)
        {
            return null;
        }

        var (first, second) = (Number(figures.Groups["first"]), Number(figures.Groups["second"]));
        var dayFirst = first > 12 || figures.Groups["separator"].Value == ".";
        return !dayFirst && second <= 12 && first != second
            ? new PageDate(default, false, labelled, "the order of day and month is not certain.")
            : Make(line, labelled, Number(figures.Groups["year"]), dayFirst ? second : first, dayFirst ? first : second);
    }

    private static PageDate Make(string line, bool labelled, int year, int month, int day)
    {
        if (month is < 1 or > 12 || year is < 1 or > 9998 || day < 1 || day > DateTime.DaysInMonth(year, month))
        {
            return new PageDate(default, false, labelled, "there is no such date.");
        }

        var date = new DateTimeOffset(year, month, day, 0, 0, 0, TimeSpan.Zero);
        return TimeOfDay(line) is { } time ? new PageDate(date + time, true, labelled, null) : new PageDate(date, false, labelled, null);
    }

    /// <summary>Returns the time of day in UTC. Returns null if the line has no time of day, or if the time has no offset.</summary>
    private static TimeSpan? TimeOfDay(string line)
    {
        if (Clock().Match(line) is not { Success: true } clock || Offset(clock.Groups["zone"].Value) is not { } offset)
        {
            return null;
        }

        var hour = Number(clock.Groups["hour"]);
        hour = clock.Groups["half"].Value.ToLowerInvariant() switch
        {
            "p" => (hour % 12) + 12,
            "a" => hour % 12,
            _ => hour,
        };
        return hour > 23 || Number(clock.Groups["minute"]) > 59
            ? null
            : new TimeSpan(hour, Number(clock.Groups["minute"]), 0) - offset;
    }

    private static TimeSpan? Offset(string zone) => zone.ToUpperInvariant() switch
    {
        "Z" or "UTC" or "GMT" => TimeSpan.Zero,
        "EST" => TimeSpan.FromHours(-5),
        "EDT" => TimeSpan.FromHours(-4),
        "CET" => TimeSpan.FromHours(1),
        "CEST" => TimeSpan.FromHours(2),
        _ when TimeSpan.TryParseExact(zone.TrimStart('+', '-'), @"hh\:mm", CultureInfo.InvariantCulture, out var hours) =>
            zone[0] == '-' ? -hours : hours,
        _ => null,
    };

    private static int? MonthOf(string word)
    {
        var index = Array.FindIndex(Months, names =>
            names.Split('|').Any(name => word.StartsWith(name, StringComparison.OrdinalIgnoreCase)));
        return index < 0 ? null : index + 1;
    }

    private static int Number(Group digits) => int.Parse(digits.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    private const string Labels = @"^\W*(first\s+)?(published|posted|publication date|date|created|veröffentlicht|publié|publicado"
        + "|publisert|publicerad)";

    private const string Start = "(" + Labels + @"(\s+(on|at|le|am|el))?\s*:?\s*|^\W*)((mon|tues|wednes|thurs|fri|satur|sun)\w*\.?,?\s+)?";

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    [GeneratedRegex(Labels + @"\b", Options)]
    private static partial Regex Label();

    [GeneratedRegex(Start + @"((?<month>\p{L}{3,9})\.?\s+(?<day>\d{1,2})(st|nd|rd|th)?"
        + @"|(?<day>\d{1,2})(\.|st|nd|rd|th)?\s+(de\s+)?(?<month>\p{L}{3,9})\.?)(,?\s+(de\s+)?(?<year>\d{4}))?\b", Options)]
    private static partial Regex Named();

    [GeneratedRegex(Start + @"(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})", Options)]
    private static partial Regex Iso();

    [GeneratedRegex(Start + @"(?<first>\d{1,2})(?<separator>[./-])(?<second>\d{1,2})\k<separator>(?<year>\d{4})\b", Options)]
    private static partial Regex Figures();

    [GeneratedRegex(@"\b(?<hour>\d{1,2})[:.](?<minute>\d{2})(:\d{2}(\.\d+)?)?\s*((?<half>[ap])\.?m\.?)?\s*"
        + @"(?<zone>Z|UTC|GMT|EST|EDT|CES?T|[+-]\d{2}:\d{2})", Options)]
    private static partial Regex Clock();
}

using System.CommandLine.Parsing;
using System.Globalization;

namespace NewsApi.Cli;

/// <summary>Reads a duration that a user passes to a verb: a whole number with the unit s, m, h or d, such as <c>15m</c>.</summary>
internal static class DurationArgument
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public static TimeSpan? Parse(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        var unit = text.Length == 0 ? TimeSpan.Zero : text[^1] switch
        {
            's' => TimeSpan.FromSeconds(1),
            'm' => TimeSpan.FromMinutes(1),
            'h' => TimeSpan.FromHours(1),
            'd' => TimeSpan.FromDays(1),
            _ => TimeSpan.Zero,
        };
        if (unit > TimeSpan.Zero && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0 && number <= Longest / unit)
        {
            return unit * number;
        }

        result.AddError($"'{text}' is not a duration from 1s to 30d, such as 30s, 15m or 2h.");
        return null;
    }
}

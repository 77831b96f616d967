using System.CommandLine.Parsing;
using System.Globalization;

namespace NewsApi.Cli;

/// <summary>Reads a time that a user passes to a verb: a date, or a date and time of RFC 3339. A date alone is midnight UTC.</summary>
internal static class TimeArgument
{
    private static readonly string[] Forms = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:sszzz"];

    public static DateTimeOffset? Parse(ArgumentResult result)
    {
        var text = result.Tokens.Single().Value;
        if (DateTimeOffset.TryParseExact(
            text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
        {
            return time;
        }

        result.AddError($"'{text}' is neither a date such as 2001-07-06 nor a time such as 2001-07-06T10:00:00Z.");
        return null;
    }
}

using System.Globalization;
using NewsApi.GraphQL.Declaring;

namespace NewsApi.GraphQL.Filtering;

/// <summary>Converts the values of filters to values that PostgreSQL can compare.</summary>
internal static class FilterValues
{
    /// <exception cref="RequestError">No stored value can equal the filter's value, so the filter is a mistake of the client.</exception>
    public static object? Read(FilterScalar scalar, object? value) => value switch
    {
        null => null,
        _ when scalar.IsId => GlobalId.Parse(ToIdText(value), scalar.IdOf),
        Enum choice => Convert.ToInt16(choice, CultureInfo.InvariantCulture),
        string text => CheckStorable(text, scalar.Name),
        DateTime time => RoundTime(time),
        _ => value,
    };

    /// <summary>Converts an id to text, because GraphQL lets a client write an id as a number.</summary>
    public static string ToIdText(object value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";

    /// <summary>
    /// Returns the text. Throws if the text contains NUL or half of a surrogate pair: PostgreSQL cannot store such text, so no row can
    /// match.
    /// </summary>
    public static string CheckStorable(string text, string where)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0' || (char.IsSurrogate(text[i]) && !char.IsSurrogatePair(text, i)))
            {
                throw RequestError.ImpossibleText($"`{where}`");
            }

            i += char.IsHighSurrogate(text[i]) ? 1 : 0;
        }

        return text;
    }

    /// <summary>
    /// Rounds a time to microseconds, the precision of PostgreSQL. A .NET time has seven decimals of a second. The rounding does not change
    /// which rows a filter matches: stored times are whole milliseconds, so no stored time lies between two neighbouring milliseconds. But
    /// a filter's time between two milliseconds must not be rounded to a whole millisecond, because the rounded time could equal a stored
    /// time.
    /// </summary>
    private static DateTime RoundTime(DateTime time)
    {
        var finer = time.Ticks % TimeSpan.TicksPerMicrosecond;
        var coarse = time.AddTicks(-finer);
        return finer > 0 && coarse.Ticks % TimeSpan.TicksPerMillisecond == 0 ? coarse.AddMicroseconds(1) : coarse;
    }
}

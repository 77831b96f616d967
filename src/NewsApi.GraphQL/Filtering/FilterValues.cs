using System.Globalization;
using NewsApi.GraphQL.Declaring;

namespace NewsApi.GraphQL.Filtering;

/// <summary>Values as clients write them, made into what the database compares.</summary>
internal static class FilterValues
{
    /// <exception cref="RequestError">No value of this field could ever be equal to it, so it is a mistake and not a miss.</exception>
    public static object? Of(FilterScalar scalar, object? value) => value switch
    {
        null => null,
        _ when scalar.IsId => GlobalId.Parse(Id(value), scalar.IdOf),
        Enum choice => Convert.ToInt16(choice, CultureInfo.InvariantCulture),
        string text => StorableText(text, scalar.Name),
        DateTime time => Time(time),
        _ => value,
    };

    /// <summary>An id as text: GraphQL lets a client write one as a number.</summary>
    public static string Id(object value) => Convert.ToString(value, CultureInfo.InvariantCulture)!;

    /// <summary>PostgreSQL holds neither NUL nor half a surrogate pair, so text with one is a mistake and not a miss.</summary>
    public static string StorableText(string text, string where)
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
    /// A seventh digit of the second is finer than PostgreSQL's times. Stored times are whole milliseconds, so any time between
    /// the same two of them compares alike: one that PostgreSQL can hold and that is no whole millisecond either.
    /// </summary>
    private static DateTime Time(DateTime time)
    {
        var finer = time.Ticks % TimeSpan.TicksPerMicrosecond;
        var coarse = time.AddTicks(-finer);
        return finer > 0 && coarse.Ticks % TimeSpan.TicksPerMillisecond == 0 ? coarse.AddMicroseconds(1) : coarse;
    }
}

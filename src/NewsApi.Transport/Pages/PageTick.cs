using System.Globalization;

namespace NewsApi.Transport.Pages;

/// <summary>
/// The moments at which the waits for pages end: the multiples of the longest wait, by the clock. All clients then continue with the same
/// cursor, also those of another process.
/// </summary>
public static class PageTick
{
    /// <summary>
    /// The shortest wait, in seconds. A client that continues a little before the tick at which it was answered, by the clock of another
    /// process, waits for the next tick.
    /// </summary>
    private const int ShortestWait = 1;

    private const char Separator = '.';

    /// <summary>Returns the number of the tick that ends a wait, and the time until then.</summary>
    public static (long Number, TimeSpan Left) Next(DateTimeOffset now, TimeSpan longestWait)
    {
        var number = (now.Ticks + (ShortestWait * TimeSpan.TicksPerSecond) + longestWait.Ticks - 1) / longestWait.Ticks;
        return (number, TimeSpan.FromTicks((number * longestWait.Ticks) - now.Ticks));
    }

    /// <summary>
    /// Adds the number of a tick to a cursor. The cursor of an empty page is otherwise the cursor that the client sent. Its next request
    /// would have the same URL, and a cache would answer it with the empty page, as long as it keeps that page.
    /// </summary>
    internal static string Add(string cursor, long tick) => string.Create(CultureInfo.InvariantCulture, $"{cursor}{Separator}{tick}");

    /// <summary>Removes the number of a tick, if the text has one.</summary>
    public static string Remove(string cursor)
    {
        var end = cursor.LastIndexOf(Separator);
        return end > 0 && end < cursor.Length - 1 && !cursor.AsSpan(end + 1).ContainsAnyExceptInRange('0', '9') ? cursor[..end] : cursor;
    }
}

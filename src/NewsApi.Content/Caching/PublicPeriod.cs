using NewsApi.Content.Wire;

namespace NewsApi.Content.Caching;

/// <summary>
/// A period in which public content does not change: the log stays at its position, and no article becomes public or expires. All answers
/// that snapshots of the period give to one question are equal.
/// </summary>
public sealed class PublicPeriod
{
    /// <param name="history">The changes that led to the period.</param>
    internal PublicPeriod(WireCursor cursor, DateTime until, PublicHistory history) => (Cursor, Until, History) = (cursor, until, history);

    /// <summary>The position of the log.</summary>
    public WireCursor Cursor { get; }

    /// <summary>A time by PostgreSQL's clock, in UTC, from which the period is known to last.</summary>
    public DateTime From => History.From;

    /// <summary>
    /// The next time at which an article becomes public or expires, by the same clock. If it is in the past, the log does not have the
    /// change yet, and there is no such period.
    /// </summary>
    public DateTime Until { get; }

    /// <summary>The number of times that this process lost the thread of the log (<see cref="NewsWire.Restarts"/>).</summary>
    internal int Restarts { get; init; }

    /// <summary>The number of invalidations before the period was read.</summary>
    internal long Round { get; init; }

    /// <summary><see cref="Until"/> by the monotonic clock of this process, or earlier.</summary>
    internal long End { get; init; }

    /// <summary>
    /// <see cref="Until"/> by the calendar clock of this process, or earlier. The monotonic clock stands still while a machine sleeps.
    /// </summary>
    internal DateTimeOffset CalendarEnd { get; init; }

    /// <summary>The changes that led to the period.</summary>
    internal PublicHistory History { get; }

    /// <summary>
    /// Decides whether a snapshot of this period would give the same answer. An answer of an earlier position is carried over if no change
    /// since then touches what it was read from.
    /// </summary>
    internal AnswerCheck Check(CachedAnswer answer)
    {
        if (answer.Cursor.Epoch != Cursor.Epoch || answer.Restarts != Restarts || answer.Cursor.Position > Cursor.Position)
        {
            return AnswerCheck.Unknown;
        }

        if (answer.ShowsCursor && answer.Cursor != Cursor)
        {
            return AnswerCheck.Touched;
        }

        var from = answer.CheckedTo;
        if (from < answer.Cursor.Position)
        {
            if (!History.Has(answer))
            {
                return AnswerCheck.Unknown;
            }

            from = answer.Cursor.Position;
        }

        var isCarried = false;
        if (from < Cursor.Position)
        {
            if (History.FindAfter(from) is not { } changes)
            {
                return AnswerCheck.Touched;
            }

            foreach (var change in changes)
            {
                if (answer.Reads.IsTouchedBy(change))
                {
                    return AnswerCheck.Touched;
                }

                isCarried = true;
            }
        }

        answer.SetCheckedTo(Cursor.Position);
        return isCarried ? AnswerCheck.Carried : AnswerCheck.Holds;
    }
}

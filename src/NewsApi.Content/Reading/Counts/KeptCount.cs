using NewsApi.Content.Articles;
using NewsApi.Content.Matching.Facts;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Wire;

namespace NewsApi.Content.Reading.Counts;

/// <summary>
/// The number of articles of one list at a position of the log, and the test by which a change of the log changes it. It has no number
/// until it is stored. Requests use it at the same time.
/// </summary>
internal sealed class KeptCount
{
    private Value? _value;

    /// <summary>True if the facts in the log do not decide the condition of the list, so that its number cannot be kept.</summary>
    public bool IsUndecidable { get; private set; }

    /// <summary>Returns true if the number is known, and its position is near a cursor of the log.</summary>
    /// <param name="restarts">The present value of <see cref="NewsWire.Restarts"/>.</param>
    /// <param name="most">The largest number of changes between them.</param>
    public bool IsNear(WireCursor cursor, int restarts, int most) =>
        Volatile.Read(ref _value) is { } value && value.At.Epoch == cursor.Epoch && value.Restarts == restarts
        && Math.Abs(cursor.Position - value.At.Position) <= most;

    /// <summary>Returns the number at a cursor, if it was stored there; null otherwise.</summary>
    /// <param name="ids">The ids that the snapshot has for the slugs and the parent of the list.</param>
    /// <param name="restarts">The present value of <see cref="NewsWire.Restarts"/>.</param>
    public long? FindAt(WireCursor cursor, long[] ids, int restarts) =>
        Volatile.Read(ref _value) is { } value && value.At == cursor && value.Restarts == restarts
        && value.Ids.AsSpan().SequenceEqual(ids)
            ? value.Count
            : null;

    /// <summary>Computes the number at a cursor by the changes between; null if they are not in memory.</summary>
    public long? Compute(WireCursor cursor, long[] ids, NewsWire wire)
    {
        if (Volatile.Read(ref _value) is not { } value || value.At.Epoch != cursor.Epoch || value.Restarts != wire.Restarts
            || !value.Ids.AsSpan().SequenceEqual(ids))
        {
            return null;
        }

        var isForward = value.At.Position < cursor.Position;
        var (from, to) = isForward ? (value.At, cursor) : (cursor, value.At);
        if (wire.FindInMemory(from, to.Position, CountMemory.MostChanges) is not { } changes)
        {
            return null;
        }

        var difference = 0;
        foreach (var change in changes)
        {
            difference += CountIn(value.Match, change.After) - CountIn(value.Match, change.Before);
        }

        var count = value.Count + (isForward ? difference : -difference);
        if (isForward)
        {
            // If another request was faster, its number stays.
            Interlocked.CompareExchange(ref _value, value with { At = cursor, Count = count }, value);
        }

        return count;
    }

    /// <summary>Stores the number that a snapshot has counted.</summary>
    /// <param name="where">The condition of the list, with ids instead of slugs.</param>
    /// <param name="restarts">The value of <see cref="NewsWire.Restarts"/> before the snapshot.</param>
    /// <returns>False if the facts in the log do not decide the condition.</returns>
    public bool Store(Condition where, long count, WireCursor at, long[] ids, int restarts)
    {
        var known = Volatile.Read(ref _value);
        var match = known is not null && known.Ids.AsSpan().SequenceEqual(ids) ? known.Match : TryCompile(where);
        if (match is null)
        {
            IsUndecidable = true;
            return false;
        }

        Volatile.Write(ref _value, new Value(at, restarts, count, ids, match));
        return true;
    }

    private static int CountIn(ConditionMatch match, LazyJson? facts) =>
        facts is not null && match.Evaluate(facts.Parse(ChangeFacts.FromJson)) == true ? 1 : 0;

    private static ConditionMatch? TryCompile(Condition where)
    {
        try
        {
            var match = new ConditionMatch(where);
            return match.Deferred.Count + match.Slugs.Count == 0 ? match : null;
        }
        catch (ArgumentException)
        {
            // The facts in the log lack a value.
            return null;
        }
    }

    private sealed record Value(WireCursor At, int Restarts, long Count, long[] Ids, ConditionMatch Match);
}

using NewsApi.Content.Database;

namespace NewsApi.Content.Wire;

/// <summary>The lag of a standby, from its state and from the measurement before.</summary>
/// <param name="At">The timestamp of the measurement.</param>
/// <param name="UpToDateAt">
/// The timestamp of the last measurement at which the standby had all changes; null if there was none, or if that proved wrong.
/// </param>
/// <param name="Lag">The longest time for which the standby may lack changes.</param>
internal sealed record LagMeasurement(StandbyState State, long At, long? UpToDateAt, TimeSpan Lag)
{
    /// <summary>A measurement that is older is not the present state: the server does not respond.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Unknown = TimeSpan.FromDays(1);

    /// <summary>True if the standby had all changes, or if the server is a primary.</summary>
    public bool IsUpToDate => UpToDateAt == At;

    /// <summary>
    /// A standby that catches up often has applied all that it has received, and still lacks gigabytes. What it applies shows that: a
    /// transaction that is new to it and already old.
    /// </summary>
    /// <param name="at">The timestamp before the state was read.</param>
    /// <param name="last">The measurement before this one; null if this is the first.</param>
    public static LagMeasurement Create(StandbyState state, long at, LagMeasurement? last, TimeProvider time)
    {
        var hasNew = last is null || last.State.Newest != state.Newest;
        var before = last is not null && time.GetElapsedTime(last.At, at) < Freshness ? last : null;
        if (!state.IsStandby || (state.HasAppliedAll && (hasNew ? !state.IsOld : StaysUpToDate(state, before))))
        {
            return new LagMeasurement(state, at, at, TimeSpan.Zero);
        }

        // It lacked this transaction before, so it was not up to date then.
        var upToDateAt = hasNew && state.IsOld ? null : last?.UpToDateAt;
        var since = upToDateAt is { } then ? time.GetElapsedTime(then, at) : TimeSpan.MaxValue;
        var lag = state.Age < since ? state.Age.Value : since < TimeSpan.MaxValue ? since : Unknown;
        return new LagMeasurement(state, at, upToDateAt, lag);
    }

    /// <summary>
    /// True if the standby has applied no transaction since the measurement before, and is up to date. If it was not before, it must have
    /// received nothing since, although it was connected: a primary that has more sends more.
    /// </summary>
    private static bool StaysUpToDate(StandbyState state, LagMeasurement? before) => before is not null
        && (before.IsUpToDate || (before.State.HasAppliedAll && before.State.Replayed == state.Replayed));
}

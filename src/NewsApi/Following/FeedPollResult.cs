namespace NewsApi.Following;

/// <summary>The result of polling a feed.</summary>
/// <param name="NextAt">The time from which the feed is due again.</param>
/// <param name="Succeeded">
/// True if the request succeeded and no item was rejected; for a feed that was not due, if its last request succeeded.
/// </param>
/// <param name="WasDue">False if the feed was not requested, because the time for that has not come.</param>
public readonly record struct FeedPollResult(DateTimeOffset NextAt, bool Succeeded, bool WasDue);

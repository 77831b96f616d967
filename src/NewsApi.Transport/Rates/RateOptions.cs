namespace NewsApi.Transport.Rates;

/// <summary>
/// The cost that one client may use, in units of the cost of an operation. A unit takes about 10 microseconds of one processor: the front
/// page of a site costs about 250 units. A client that was idle may use the cost of ten seconds at once
/// (<see cref="BurstSeconds"/>).
/// </summary>
public sealed record RateOptions
{
    /// <summary>A client that was idle may use the cost of this number of seconds at once.</summary>
    public const int BurstSeconds = 10;

    /// <summary>
    /// The cost that anonymous clients of one address may use in each second. 0 means no limit. The default of 50 000 is half of a
    /// processor's time: 200 front pages in each second, after 2 000 at once. An office of 10 000 readers behind one router needs less,
    /// and so does the build of a static site. A flood needs more, because a request costs at least 10 units: at most 5 000 requests in
    /// each second.
    /// </summary>
    public int CostPerAddress { get; init; } = 50_000;

    /// <summary>
    /// The cost that one API key or user may use in each second. 0 means no limit. The default of 200 000 is four times the limit of an
    /// address, because a key often stands for a whole site, and its owner is known.
    /// </summary>
    public int CostPerKey { get; init; } = 200_000;
}

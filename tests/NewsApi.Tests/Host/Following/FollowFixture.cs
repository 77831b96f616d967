using System.Text;
using NewsApi.Following;
using NewsApi.Formats;
using NewsApi.Formats.Documents;
using NewsApi.Tests.Support;

namespace NewsApi.Tests.Host.Following;

/// <summary>What following needs beside a source: an import into a test's database, and a log that a test reads.</summary>
internal sealed class FollowFixture(TestDatabase database)
{
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _errors = new();

    public FollowOptions Options { get; init; } = new();

    public bool IsStrict { get; init; }

    public IReadOnlyList<Format> Formats { get; init; } = KnownFormats.Detected;

    public MovableClock Clock { get; } = new();

    /// <summary>The lines of changes so far; reading takes them away.</summary>
    public string[] TakeChanges() => Take(_output);

    /// <summary>The lines of failures so far; reading takes them away.</summary>
    public string[] TakeFailures() => Take(_errors);

    public FollowLog Log => field ??= new FollowLog(new StringWriter(_output), new StringWriter(_errors), Clock);

    public FollowedImport Import => field ??= new FollowedImport(database.Database, null, Formats, IsStrict, Log);

    /// <summary>A poll as after a start of the program: it knows what the database knows.</summary>
    public async Task<FeedPollResult> PollAsync(string url, CancellationToken cancellationToken, bool obeysRobots = false)
    {
        using var fetcher = new FeedFetcher(Options, TimeProvider.System);
        return await Poll(url, fetcher, obeysRobots).RunAsync(cancellationToken);
    }

    /// <summary>Follows a feed as after a start of the program, until it is cancelled.</summary>
    /// <param name="log">Where the follower prints.</param>
    public async Task FollowAsync(string url, FollowLog log, CancellationToken cancellationToken)
    {
        using var fetcher = new FeedFetcher(Options, TimeProvider.System);
        using var turns = new SemaphoreSlim(1);
        await new FeedFollower(Poll(url, fetcher), url, turns, Schedule, log, Clock).RunAsync(cancellationToken);
    }

    private FeedSchedule Schedule => new(Options, TimeSpan.Zero, () => 0);

    private FeedPoll Poll(string url, FeedFetcher fetcher, bool obeysRobots = false) => new(
        FeedAddress.TryParse(url)!, database.Database, fetcher, obeysRobots ? new RobotsCheck(fetcher, Options, Clock) : null, Schedule,
        Import, Options, Log, Clock);

    private static string[] Take(StringBuilder written)
    {
        var lines = written.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        written.Clear();
        return lines;
    }
}

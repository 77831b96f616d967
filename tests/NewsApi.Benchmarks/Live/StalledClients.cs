using System.Diagnostics;
using System.Globalization;
using NewsApi.Content.Articles;
using NewsApi.Content.Importing;
using Npgsql;
using static System.FormattableString;

namespace NewsApi.Benchmarks.Live;

/// <summary>
/// Subscribers that stop reading for a minute, in which a burst falls, and then read on, beside one that reads all the time: the service
/// must keep nothing for them, and they must miss nothing.
/// </summary>
internal static class StalledClients
{
    private const int Count = 10;

    // So little that what is not read stays the service's business.
    private const int ReceiveBuffer = 8 << 10;

    private static readonly TimeSpan Sleep = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    public static async Task MeasureAsync(LiveContext context, CancellationToken cancellationToken)
    {
        await using var service = await context.WarmServiceAsync(sockets: false, cancellationToken);
        var all = Subscriptions.ToWholeArticles(service, await context.Publisher.CursorAsync(service, cancellationToken), ReceiveBuffer);
        await context.Subscribers.OpenAsync(all, 1 + Count, cancellationToken);

        // A burst that all read, so that what the service keeps in any case (the tail of the log, the latest events) is full before.
        var expected = await BurstAsync(context, 0, cancellationToken);
        await context.Subscribers.AwaitAsync(expected.Length * (1L + Count), cancellationToken);
        Check(expected, await context.Subscribers.ArrivalsAsync(cancellationToken));
        var before = await context.SettledMemoryAsync(service, cancellationToken);

        await context.Subscribers.PauseAsync(1, Count, stop: true, cancellationToken);
        var asleep = Stopwatch.GetTimestamp();
        var burst = BurstAsync(context, 1, cancellationToken);
        var (most, end) = (before, before);
        while (!burst.IsCompleted || Stopwatch.GetElapsedTime(asleep) < Sleep)
        {
            await Task.Delay(Look, cancellationToken);
            end = service.Memory;
            most = Math.Max(most, end);
        }

        expected = await burst;

        var woken = Stopwatch.GetTimestamp();
        await context.Subscribers.PauseAsync(1, Count, stop: false, cancellationToken);
        await context.Subscribers.AwaitAsync(expected.Length * (1L + Count), cancellationToken);
        var seconds = Stopwatch.GetElapsedTime(woken).TotalSeconds;
        var arrivals = await context.Subscribers.ArrivalsAsync(cancellationToken);
        Check(expected, arrivals);
        var late = arrivals.ByPosition.Values.Sum(a => a.Count(r => r.Listener > 0 && r.At >= woken));
        var after = await context.SettledMemoryAsync(service, cancellationToken);

        var who = Invariant($"{Count} that sleep for a minute through {expected.Length} events");
        context.Report.Add(
            who, "service's memory, MB: before / most / when they wake / when all have it",
            Invariant($"{before / 1e6:0} / {most / 1e6:0} / {end / 1e6:0} / {after / 1e6:0}"));
        context.Report.Add(who, "in order and none twice, at each one; of them after waking",
            Invariant($"{expected.Length}; {late / (double)Count:0}"));
        context.Report.Add(who, "time to read on, s", Invariant($"{seconds:0.0}"));
    }

    /// <summary>Imports articles that are public at once.</summary>
    /// <returns>The positions of their events.</returns>
    private static async Task<long[]> BurstAsync(LiveContext context, int number, CancellationToken cancellationToken)
    {
        var begin = await HeadAsync(context, cancellationToken);
        await foreach (var outcome in new Importer(context.Database.Database).ImportAsync(
            Items(number, context.Options.Burst).ToAsyncEnumerable(), new ImportOptions(), cancellationToken))
        {
            if (outcome.Result != ItemResult.Created)
            {
                throw new DisagreementException($"An item was not taken: {outcome}");
            }
        }

        var positions = new List<long>();
        await using var command = context.Database.Database.Source.CreateCommand(
            "select position from wire_change where position > $1 and before is null and after is not null order by 1");
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = begin });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            positions.Add(reader.GetInt64(0));
        }

        return positions.Count == context.Options.Burst ? [.. positions]
            : throw new DisagreementException($"The log has {positions.Count} of {context.Options.Burst} publications.");
    }

    private static async Task<long> HeadAsync(LiveContext context, CancellationToken cancellationToken)
    {
        await using var command = context.Database.Database.Source.CreateCommand("select position from wire_head");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private static IEnumerable<Incoming> Items(int burst, int count)
    {
        var run = Guid.NewGuid();
        var made = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        for (var i = 0; i < count; i++)
        {
            var uri = string.Create(CultureInfo.InvariantCulture, $"urn:newsapi:benchmark:{run}:{burst}:{i}");
            yield return new IncomingArticle(new Origin("benchmark", i + 1))
            {
                Uri = uri,
                Version = "1",
                VersionCreated = made,
                Content = new ArticleContent
                {
                    Headline = string.Create(CultureInfo.InvariantCulture, $"Number {i} of a burst"),
                    Language = "en",
                    Section = "News",
                    Body = $"<p>{string.Join(' ', Enumerable.Repeat("what is said at some length and takes its place in memory", 50))}</p>",
                },
                BodyIsTrusted = true,
                Format = "ninjs 3.0",
                Document = uri,
            };
        }
    }

    private static void Check(long[] expected, Arrivals arrivals)
    {
        if (!arrivals.ByPosition.Keys.Order().SequenceEqual(expected) || arrivals.ByPosition.Values.Any(a => a.Count != 1 + Count))
        {
            throw new DisagreementException("Not every event of the burst reached every listener.");
        }
    }
}

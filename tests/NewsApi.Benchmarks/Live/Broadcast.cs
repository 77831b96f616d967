using System.Diagnostics;

namespace NewsApi.Benchmarks.Live;

/// <summary>What became of a stretch of publications; times in milliseconds.</summary>
/// <param name="Last">From the commit, as the log dates it, to the last byte at the last listener; one for each event.</param>
/// <param name="LastAfterAnswer">The same from when the mutation was answered; below zero where listeners got the event before the
/// editor.</param>
/// <param name="LastAfterSent">The same from when the mutation was sent.</param>
/// <param name="Each">From the commit to the last byte, at each listener for each event.</param>
/// <param name="Cpu">The service's processor time for an event, milliseconds.</param>
/// <param name="ListenersCpu">That of all listeners together.</param>
internal sealed record Broadcast(
    double[] Last, double[] LastAfterAnswer, double[] LastAfterSent, double[] Each, double Cpu, double ListenersCpu)
{
    /// <summary>
    /// Publishes one article after another, each when all have the one before; then looks whether each event reached exactly those whom it
    /// concerns.
    /// </summary>
    /// <param name="measured">The service that the listeners hang on.</param>
    /// <param name="through">The one that publishes.</param>
    /// <param name="filters">The filter of each listener, in turn; null where each gets every event.</param>
    /// <param name="pause">Between two events, so that the system is idle when the next comes.</param>
    /// <exception cref="DisagreementException">An event reached somebody it does not concern, or did not reach somebody it
    /// does.</exception>
    public static async Task<Broadcast> RunAsync(
        Publisher publisher, LiveService measured, LiveService through, SubscriberPool subscribers, ArticleTemplate[] articles,
            Filter[]? filters,
            TimeSpan pause, CancellationToken cancellationToken)
    {
        var ids = await publisher.DraftAsync(through, articles, cancellationToken);
        var concerned = Array.ConvertAll(articles, s => Concerned(s, filters, subscribers.Count));
        var (cpu, listenersCpu, expected) = (measured.Cpu, subscribers.Cpu, 0L);
        var publications = new List<Publication>();
        for (var i = 0; i < articles.Length; i++)
        {
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause, cancellationToken);
            }

            publications.Add(await publisher.PublishAsync(through, articles[i], ids[i], cancellationToken));
            expected += concerned[i].Length;
            await subscribers.AwaitAsync(expected, cancellationToken);
        }

        (cpu, listenersCpu) = (measured.Cpu - cpu, subscribers.Cpu - listenersCpu);
        var arrivals = await subscribers.ArrivalsAsync(cancellationToken);
        for (var i = 0; i < articles.Length; i++)
        {
            Check(publications[i], concerned[i], arrivals);
        }

        var committed = await publisher.CommitTimesAsync(publications.Select(p => p.Position), cancellationToken);
        var reached = publications.Where(p => arrivals.ByPosition.ContainsKey(p.Position)).ToArray();
        double[] LastAfter(Func<Publication, long> from) =>
            [.. reached.Select(p => Milliseconds(arrivals.ByPosition[p.Position][^1].At - from(p))).Order()];
        return new Broadcast(
            LastAfter(p => committed[p.Position]),
            LastAfter(p => p.Answered),
            LastAfter(p => p.Sent),
            [.. reached.SelectMany(p => arrivals.ByPosition[p.Position].Select(a => Milliseconds(a.At - committed[p.Position]))).Order()],
            cpu.TotalMilliseconds / articles.Length,
            listenersCpu.TotalMilliseconds / articles.Length);
    }

    private static int[] Concerned(ArticleTemplate article, Filter[]? filters, int listeners) =>
        [.. Enumerable.Range(0, listeners).Where(l => filters is null || filters[l % filters.Length].Matches(article))];

    private static void Check(Publication publication, int[] concerned, Arrivals arrivals)
    {
        var reached = arrivals.ByPosition.GetValueOrDefault(publication.Position, []);
        if (!reached.Select(r => r.Listener).Order().SequenceEqual(concerned))
        {
            throw new DisagreementException(
                $"The event {publication.Position} should have reached {concerned.Length} listeners; it reached {reached.Count}, or others: {publication.Article}");
        }
    }

    private static double Milliseconds(long ticks) => ticks * 1000.0 / Stopwatch.Frequency;
}

using NewsApi.GraphQL.Subscriptions;
using Xunit;

namespace NewsApi.Tests.GraphQL.Subscriptions;

public sealed class RetryPauseTests
{
    [Fact]
    public void The_pauses_grow_to_two_seconds_at_most_and_streams_that_failed_together_do_not_return_together()
    {
        var random = new Random(1);
        var streams = Enumerable.Range(0, 1000).Select(_ => new RetryPause(random)).ToList();
        foreach (var seconds in (double[])[0.1, 0.2, 0.4, 0.8, 1.6, 2, 2])
        {
            double[] pauses = [.. streams.Select(s => s.Next().TotalSeconds).Order()];
            Assert.InRange(pauses[0], seconds / 2, seconds * 0.55);
            Assert.InRange(pauses[^1], seconds * 0.95, seconds);

            // Evenly: no tenth of the time has more than a sixth of the streams.
            Assert.All(
                pauses.GroupBy(p => (int)((p - (seconds / 2)) / (seconds / 20))), together => Assert.InRange(together.Count(), 1, 166));
        }
    }
}

using NewsApi.GraphQL.Subscriptions;
using NewsApi.Transport.Operations;
using Xunit;

namespace NewsApi.Tests.GraphQL.Subscriptions;

public sealed class EventBufferTests
{
    private readonly EventBuffer _buffer = new(0, new BufferBudget(1_000_000), TimeProvider.System);

    [Fact]
    public void A_withdrawal_drops_buffered_events_that_show_the_article_and_keeps_its_earlier_departure()
    {
        Add(new RenderedSegment(3, [Event(1, article: 7), Event(2, article: 8), Event(3, article: 7, shows: false)], []));
        Add(new RenderedSegment(4, [], [7]));

        Assert.Equal([2, 3], Positions());
        Assert.Equal(4, _buffer.To);
        Assert.False(_buffer.IsBehind(0));
    }

    [Fact]
    public void The_oldest_events_above_the_limit_are_dropped_and_subscribers_before_them_are_behind()
    {
        for (var position = 1; position <= 600; position++)
        {
            Add(new RenderedSegment(position, [Event(position, article: position)], []));
        }

        var first = Positions()[0];
        Assert.InRange(first, 2, 600);
        Assert.Equal((true, false), (_buffer.IsBehind(first - 2), _buffer.IsBehind(first - 1)));
    }

    private static RenderedEvent Event(long position, long article, bool shows = true) =>
        new(position, article, shows, new StreamEvent($"{position}", new byte[10]));

    private void Add(RenderedSegment segment) => _buffer.Add(segment, TimeSpan.FromMinutes(1));

    private List<long> Positions()
    {
        var positions = new List<long>();
        for (var next = _buffer.FindAfter(0); next.Event is not null; next = _buffer.FindAfter(next.Position))
        {
            positions.Add(next.Position);
        }

        return positions;
    }
}

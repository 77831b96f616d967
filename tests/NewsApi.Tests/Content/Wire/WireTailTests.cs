using NewsApi.Content.Wire;
using NewsApi.Content.Wire.Rows;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Wire;

public sealed class WireTailTests
{
    [Fact]
    public void The_tail_locates_a_cursor_before_within_at_or_ahead_of_its_changes()
    {
        var tail = Tail(changes: 10, from: 100, to: 105);

        Assert.Equal(TailPosition.AtHead, tail.Read(new(7, 105), 9, out _));
        Assert.Equal(TailPosition.Ahead, tail.Read(new(7, 106), 9, out _));
        Assert.Equal(TailPosition.Before, tail.Read(new(7, 99), 9, out _));
        Assert.Equal(TailPosition.OtherEpoch, tail.Read(new(8, 103), 9, out _));
        Assert.Equal(TailPosition.Within, tail.Read(new(7, 100), 9, out var all));
        Assert.Equal([101, 102, 103, 104, 105], all.Select(c => c.Position));
        Assert.Equal(TailPosition.Within, tail.Read(new(7, 102), 2, out var some));
        Assert.Equal([103, 104], some.Select(c => c.Position));
    }

    [Fact]
    public void The_tail_drops_its_oldest_changes_above_the_limit_of_changes()
    {
        var tail = Tail(changes: 3, from: 0, to: 10);

        Assert.Equal(TailPosition.Before, tail.Read(new(7, 6), 9, out _));
        Assert.Equal(TailPosition.Within, tail.Read(new(7, 7), 9, out var kept));
        Assert.Equal([8, 9, 10], kept.Select(c => c.Position));
    }

    [Fact]
    public void The_tail_drops_its_oldest_changes_above_the_limit_of_bytes()
    {
        var tail = new WireTail(100, mostBytes: 5 * Change(1, new string('x', 1000)).Size);
        tail.Restart(new(7, 0));
        for (var i = 1; i <= 20; i++)
        {
            tail.Append([Change(i, new string('x', 1000))]);
        }

        Assert.Equal(TailPosition.Before, tail.Read(new(7, 14), 99, out _));
        Assert.Equal(TailPosition.Within, tail.Read(new(7, 15), 99, out var kept));
        Assert.Equal(5, kept.Length);

        // One that is too large by itself is still there to be read, alone.
        tail.Append([Change(21, new string('x', 100_000))]);
        Assert.Equal(TailPosition.Before, tail.Read(new(7, 19), 99, out _));
        Assert.Equal(TailPosition.Within, tail.Read(new(7, 20), 99, out _));
    }

    [Fact]
    public void A_change_that_does_not_follow_the_head_of_the_tail_throws()
    {
        var tail = Tail(changes: 10, from: 0, to: 3);

        Assert.Throws<InvalidOperationException>(() => tail.Append([Change(5)]));
        Assert.Throws<InvalidOperationException>(() => tail.Append([Change(3)]));
        Assert.Equal(new WireCursor(7, 3), tail.Head);
    }

    [Fact]
    public void A_restart_of_the_tail_drops_its_changes()
    {
        var tail = Tail(changes: 10, from: 0, to: 5);
        tail.Restart(new(8, 5));

        Assert.Equal(TailPosition.OtherEpoch, tail.Read(new(7, 3), 9, out _));
        Assert.Equal(TailPosition.Before, tail.Read(new(8, 3), 9, out _));
        Assert.Equal(TailPosition.AtHead, tail.Read(new(8, 5), 9, out _));
    }

    private static WireTail Tail(int changes, long from, long to)
    {
        var tail = new WireTail(changes, 1_000_000);
        tail.Restart(new(7, from));
        for (var i = from + 1; i <= to; i++)
        {
            tail.Append([Change(i)]);
        }

        return tail;
    }

    private static WireChange Change(long position, string? after = null) =>
        new(position, Some.Moment, ChangeKind.Article, 1, false, null, after);
}

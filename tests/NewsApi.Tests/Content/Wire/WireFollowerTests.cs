using Microsoft.Extensions.Logging.Abstractions;
using NewsApi.Content.Wire;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Wire;

public sealed class WireFollowerTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_follower_passes_every_change_after_its_cursor_in_order()
    {
        await using var wire = await TestWire.StartAsync(database.Database);
        var begin = wire.Head;
        await database.Database.AppendAsync(2);
        var handled = new Handled(begin.Position + 5);
        await using var follower = Follow(wire, begin, handled.AddAsync);

        await database.Database.AppendAsync(3);

        await handled.Done.WaitAsync(Token);
        Assert.Equal(Enumerable.Range(1, 5).Select(i => begin.Position + i), handled.Positions);
    }

    [Fact]
    public async Task A_batch_whose_handler_failed_is_repeated()
    {
        await using var wire = await TestWire.StartAsync(database.Database);
        var begin = wire.Head;
        var handled = new Handled(begin.Position + 1);
        var failures = 0;
        await using var follower = Follow(wire, begin, (batch, cancellationToken) =>
            failures++ < 2 ? throw new InvalidOperationException("not yet") : handled.AddAsync(batch, cancellationToken));

        await database.Database.AppendAsync();

        await handled.Done.WaitAsync(Token);
        Assert.Equal(3, failures);
        Assert.Equal([begin.Position + 1], handled.Positions);
    }

    [Fact]
    public async Task After_a_rejection_the_follower_continues_from_the_head()
    {
        await using var wire = await TestWire.StartAsync(database.Database);
        var head = wire.Head;
        var rejected = new TaskCompletionSource<WireRejection>(TaskCreationOptions.RunContinuationsAsynchronously);
        var handled = new Handled(head.Position + 1);
        await using var follower = Follow(wire, head with { Epoch = head.Epoch ^ 1 }, handled.AddAsync, rejected.SetResult);
        Assert.Equal(new WireRejection.OtherEpoch(head), await rejected.Task.WaitAsync(Token));

        await database.Database.AppendAsync();

        await handled.Done.WaitAsync(Token);
        Assert.Equal([head.Position + 1], handled.Positions);
    }

    private static WireFollower Follow(
        NewsWire wire, WireCursor from, Func<WireBatch, CancellationToken, Task> handle, Action<WireRejection>? onRejection = null) =>
        new("following in a test", wire, from, handle, (rejection, _) =>
            Reject(rejection, onRejection), TimeProvider.System, NullLogger.Instance);

    private static Task Reject(WireRejection rejection, Action<WireRejection>? onRejection)
    {
        onRejection?.Invoke(rejection);
        return Task.CompletedTask;
    }

    /// <summary>The positions that a handler received, up to one that ends the test.</summary>
    private sealed class Handled(long last)
    {
        private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<long> Positions { get; } = [];

        public Task Done => _done.Task;

        public Task AddAsync(WireBatch batch, CancellationToken cancellationToken)
        {
            Positions.AddRange(batch.Changes.Select(c => c.Position));
            if (batch.Cursor.Position == last)
            {
                _done.SetResult();
            }

            return Task.CompletedTask;
        }
    }
}

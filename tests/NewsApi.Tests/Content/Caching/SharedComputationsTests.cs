using NewsApi.Content.Caching;
using Xunit;

namespace NewsApi.Tests.Content.Caching;

/// <summary>One computation for all callers that wait, and never one that began before the call.</summary>
public sealed class SharedComputationsTests
{
    private readonly SharedComputations<string> _computations = new();
    private readonly List<TaskCompletionSource<(string, bool)>> _begun = [];
    private string? _known;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Callers_that_come_during_a_computation_share_the_next_one()
    {
        var first = AskAsync();
        Task<(string, bool)>[] others = [AskAsync(), AskAsync(), AskAsync()];
        Assert.Single(_begun);
        _begun[0].SetResult(("early", true));
        Assert.Equal(("early", false), await first);

        // One of the others computes. It began after all of them had asked.
        await Support.Poll.UntilAsync(() => _begun.Count == 2);
        _begun[1].SetResult(("late", true));
        var values = await Task.WhenAll(others);
        Assert.All(values, v => Assert.Equal("late", v.Item1));
        Assert.Equal(2, values.Count(v => v.Item2));
        Assert.Equal(2, _begun.Count);
    }

    [Fact]
    public async Task A_value_that_became_known_meanwhile_is_not_computed_again()
    {
        var first = AskAsync();
        var other = AskAsync();
        _known = "stored";
        _begun[0].SetResult(("computed", true));
        Assert.Equal(("computed", false), await first);
        Assert.Equal(("stored", false), await other);
        Assert.Single(_begun);
    }

    [Fact]
    public async Task A_value_for_one_caller_alone_is_shared_with_nobody()
    {
        var first = AskAsync();
        Task<(string, bool)>[] others = [AskAsync(), AskAsync()];
        _begun[0].SetResult(("mine", false));
        Assert.Equal(("mine", false), await first);
        await Support.Poll.UntilAsync(() => _begun.Count == 3);
        _begun[1].SetResult(("theirs", false));
        _begun[2].SetResult(("theirs", false));
        Assert.All(await Task.WhenAll(others), v => Assert.Equal(("theirs", false), v));
    }

    [Fact]
    public async Task A_failure_is_shared_with_nobody()
    {
        var first = AskAsync();
        var other = AskAsync();
        _begun[0].SetException(new InvalidOperationException("mine"));
        await Assert.ThrowsAsync<InvalidOperationException>(() => first);
        await Support.Poll.UntilAsync(() => _begun.Count == 2);
        _begun[1].SetResult(("value", true));
        Assert.Equal(("value", false), await other);
    }

    [Fact]
    public async Task If_a_client_leaves_another_one_computes_for_the_rest()
    {
        using var client = new CancellationTokenSource();
        var first = AskAsync(client.Token);
        Task<(string, bool)>[] others = [AskAsync(), AskAsync()];
        await client.CancelAsync();
        _begun[0].SetCanceled(client.Token);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await Support.Poll.UntilAsync(() => _begun.Count == 2);
        _begun[1].SetResult(("value", true));
        Assert.All(await Task.WhenAll(others), v => Assert.Equal("value", v.Item1));
        Assert.Equal(2, _begun.Count);
    }

    [Fact]
    public async Task A_client_that_leaves_while_it_waits_changes_nothing()
    {
        var first = AskAsync();
        using var client = new CancellationTokenSource();
        var other = AskAsync(client.Token);
        await client.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => other);
        _begun[0].SetResult(("value", true));
        Assert.Equal(("value", false), await first);
    }

    private Task<(string Value, bool IsShared)> AskAsync(CancellationToken? cancellation = null) => _computations.RunAsync(
        "key",
        () => Volatile.Read(ref _known),
        () =>
        {
            var computation = new TaskCompletionSource<(string, bool)>(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (_begun)
            {
                _begun.Add(computation);
            }

            return computation.Task;
        },
        cancellation ?? Token);
}

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading.Channels;
using NewsApi.Tests.Support;
using NewsApi.Transport.Operations;

namespace NewsApi.Tests.Transport;

/// <summary>
/// The streams of the echo: what a subscription's document says is what it does, event by event, and how it is treated is noted.
/// </summary>
internal sealed class EchoStreams
{
    private int _open;
    private int _pulled;
    private int _staying;
    private TaskCompletionSource _changed = New();

    /// <summary>What a <c>feed</c> subscription sends, in the test's own time.</summary>
    public Channel<StreamEvent> Feed { get; } = Channel.CreateBounded<StreamEvent>(100_000);

    /// <summary>Subscriptions that began and have not ended.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Subscriptions by the name of <c>stay</c> whose one event was sent: by these a test knows how far its client is.</summary>
    public int Staying => Volatile.Read(ref _staying);

    /// <summary>Events that were asked for, over all subscriptions.</summary>
    public int Pulled => Volatile.Read(ref _pulled);

    /// <summary>An event as the echo makes it: <c>{"data":{"n":7}}</c> at cursor <c>c7</c>.</summary>
    public static StreamEvent Event(int number, int padding = 0)
    {
        var pad = padding > 0 ? $",\"pad\":\"{new string('x', padding)}\"" : "";
        return new StreamEvent($"c{number}", Encoding.UTF8.GetBytes($"{{\"data\":{{\"n\":{number}{pad}}}}}"));
    }

    /// <returns>Null when the document is no subscription of the echo.</returns>
    public IAsyncEnumerable<StreamEvent>? Find(OperationRequest request)
    {
        var words = (request.Query ?? "").Split(' ');
        var from = request.LastEventId is { } id ? int.Parse(id[1..], CultureInfo.InvariantCulture) : 0;
        return words switch
        {
            ["subscription"] => Noted(Count(0, 0)),
            ["events", var n] => Noted(Count(from, Number(n))),
            ["events", var n, "then", "throw"] => Noted(Count(from, Number(n), Break)),
            ["events", var n, "then", "wait"] => Noted(Count(from, Number(n)), waits: true),
            ["endless", var padding] => Noted(Count(from, int.MaxValue, padding: Number(padding))),
            ["stay"] => Noted(Count(0, 1), waits: true, stays: true),
            ["one", "by", "one", "to", var n] => Noted(Count(from, from + 1, from + 1 < Number(n) ? Break : null)),
            ["progress"] when from == 0 => Noted(Progress()),
            ["progress"] => Noted(Count(from, from + 1)),
            ["feed"] => Noted(Feed.Reader.ReadAllAsync(CancellationToken.None)),
            _ => null,
        };
    }

    /// <summary>Waits until the counts are as the condition says.</summary>
    public async Task UntilAsync(Func<EchoStreams, bool> holds, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = Volatile.Read(ref _changed).Task;
            if (holds(this))
            {
                return;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Waits until nothing has been pulled for a while (nothing signals what does not happen).</summary>
    /// <returns>How many were pulled by then.</returns>
    public async Task<int> StandstillAsync(CancellationToken cancellationToken)
    {
        await UntilAsync(streams => streams.Pulled > 0, cancellationToken);
        var (still, last) = (0, 0);
        await Poll.UntilAsync(
            () =>
            {
                (still, last) = (Pulled == last ? still + 1 : 0, Pulled);
                return still == 20;
            },
            () => Pulled);
        return last;
    }

    private static void Break() => throw new InvalidOperationException("the secret of the house");

    private static async IAsyncEnumerable<StreamEvent> Progress()
    {
        await Task.Yield();
        yield return new StreamEvent("c1", default);
        yield return Event(2);
        yield return new StreamEvent("c5", default);
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static int Number(string word) => int.Parse(word, CultureInfo.InvariantCulture);

    private static async IAsyncEnumerable<StreamEvent> Count(int from, int to, Action? then = null, int padding = 0)
    {
        for (var number = from + 1; number <= to; number++)
        {
            await Task.Yield();
            yield return Event(number, padding);
        }

        then?.Invoke();
    }

    private async IAsyncEnumerable<StreamEvent> Noted(
        IAsyncEnumerable<StreamEvent> events, bool waits = false, bool stays = false,
            [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Note(ref _open, 1);
        try
        {
            await foreach (var streamEvent in events.WithCancellation(cancellationToken))
            {
                Note(ref _pulled, 1);
                yield return streamEvent;
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (waits)
            {
                Note(ref _staying, stays ? 1 : 0);
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }
        }
        finally
        {
            Note(ref _open, -1);
        }
    }

    private void Note(ref int count, int by)
    {
        Interlocked.Add(ref count, by);
        Interlocked.Exchange(ref _changed, New()).TrySetResult();
    }
}

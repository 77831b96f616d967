using System.Text.Json;

namespace NewsApi.Benchmarks.Live;

/// <summary>All subscribers of a measurement, in a process of their own.</summary>
internal sealed class SubscriberPool : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly ChildProcess _process;
    private readonly string _folder;

    private SubscriberPool(ChildProcess process, string folder) => (_process, _folder) = (process, folder);

    public int Count { get; private set; }

    public TimeSpan Cpu => _process.Cpu;

    public static async Task<SubscriberPool> StartAsync(string folder, CancellationToken cancellationToken)
    {
        // What is received is looked at on the thread that learns of it: the cheapest way to hold ten thousand sockets.
        var environment = new Dictionary<string, string> { ["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1" };
        return new SubscriberPool(await ChildProcess.StartAsync("listeners", environment, cancellationToken), folder);
    }

    /// <summary>Opens more listeners; returns when all are subscribed.</summary>
    public async Task OpenAsync(Subscriptions subscriptions, int count, CancellationToken cancellationToken)
    {
        if (count > 0)
        {
            var file = Path.Combine(_folder, "requests.json");
            await File.WriteAllBytesAsync(file, JsonSerializer.SerializeToUtf8Bytes(subscriptions.Requests), cancellationToken);
            await AskAsync(
                new ListenerJob.Open(file, subscriptions.Field, count, subscriptions.Port, subscriptions.Kind,
                    subscriptions.ReceiveBuffer), cancellationToken);
            Count += count;
        }
    }

    /// <summary>Waits until so many events have arrived since the last <see cref="ArrivalsAsync"/>, at all listeners together.</summary>
    /// <exception cref="DisagreementException">They do not come.</exception>
    public async Task AwaitAsync(long arrivals, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(new ListenerJob.Await(arrivals, Patience.TotalSeconds), cancellationToken);
        if (answer.Arrivals != arrivals)
        {
            throw new DisagreementException($"{arrivals} events should have arrived at {Count} listeners; {answer.Arrivals} have.");
        }
    }

    public Task PauseAsync(int first, int count, bool stop, CancellationToken cancellationToken) =>
        AskAsync(new ListenerJob.Pause(first, count, stop), cancellationToken);

    /// <summary>
    /// What has arrived since the last call. At each listener in the order of the log and none twice: they see to that themselves.
    /// </summary>
    public async Task<Arrivals> ArrivalsAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(_folder, "arrivals");
        await AskAsync(new ListenerJob.Write(path), cancellationToken);
        var all = new List<(long Position, int Listener, long At)>();
        await using var file = File.OpenRead(path);
        using var reader = new BinaryReader(file);
        while (file.Position < file.Length)
        {
            var listener = (int)reader.ReadInt64();
            all.Add((reader.ReadInt64(), listener, reader.ReadInt64()));
        }

        return new Arrivals(all.GroupBy(a => a.Position).ToDictionary(
            g => g.Key, IReadOnlyList<(int, long)> (g) => [.. g.Select(a => (a.Listener, a.At)).OrderBy(a => a.At)]));
    }

    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        await AskAsync(new ListenerJob.Close(), cancellationToken);
        Count = 0;
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task<ListenerAnswer> AskAsync(ListenerJob job, CancellationToken cancellationToken)
    {
        var answer = JsonSerializer.Deserialize<ListenerAnswer>(await _process.AskAsync(JsonSerializer.Serialize(job), cancellationToken))!;
        return answer.Error is null ? answer : throw new DisagreementException($"A listener says: {answer.Error}.");
    }
}

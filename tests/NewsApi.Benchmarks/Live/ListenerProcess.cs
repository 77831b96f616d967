using System.Net;
using System.Text.Json;

namespace NewsApi.Benchmarks.Live;

/// <summary>The process that holds all listeners: it does the jobs that come on standard input, a line each, until that ends.</summary>
internal sealed class ListenerProcess
{
    // Fewer than the ports that one address has for connections to one other.
    private const int PerAddress = 20_000;
    private const int OpenedAtOnce = 64;
    private static readonly TimeSpan OpeningPatience = TimeSpan.FromMinutes(5);

    private readonly List<Listener> _listeners = [];
    private Counters _counters = new();

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        var process = new ListenerProcess();
        ChildProcess.Say("ready");
        while (await Console.In.ReadLineAsync(cancellationToken) is { } line)
        {
            var answer = await process.DoAsync(JsonSerializer.Deserialize<ListenerJob>(line)!, cancellationToken);
            ChildProcess.Say(JsonSerializer.Serialize(answer));
        }
    }

    private async Task<ListenerAnswer> DoAsync(ListenerJob job, CancellationToken cancellationToken)
    {
        try
        {
            switch (job)
            {
                case ListenerJob.Open open:
                    await OpenAsync(open, cancellationToken);
                    break;
                case ListenerJob.Await wait:
                    await _counters.WaitAsync(wait.Arrivals, TimeSpan.FromSeconds(wait.Seconds), cancellationToken);
                    break;
                case ListenerJob.Pause pause:
                    _listeners.GetRange(pause.First, pause.Count).ForEach(pause.Stop ? l => l.Pause() : l => l.Resume());
                    break;
                case ListenerJob.Write write:
                    await WriteAsync(write.File, cancellationToken);
                    break;
                case ListenerJob.Close:
                    _listeners.ForEach(l => l.Dispose());
                    _listeners.Clear();
                    _counters = new Counters();
                    break;
            }

            return new ListenerAnswer(_counters.Arrived, _counters.Failure);
        }
        catch (Exception e) when (e is IOException or System.Net.Sockets.SocketException or TimeoutException or OperationCanceledException)
        {
            return new ListenerAnswer(_counters.Arrived, $"{job.GetType().Name}: {e.Message}");
        }
    }

    private async Task OpenAsync(ListenerJob.Open open, CancellationToken cancellationToken)
    {
        var requests = JsonSerializer.Deserialize<string[]>(await File.ReadAllBytesAsync(open.File, cancellationToken))!;
        var first = _listeners.Count;
        for (var i = 0; i < open.Count; i++)
        {
            var request = requests[i % requests.Length];
            _listeners.Add(open.Kind switch
            {
                ListenerKind.WebSocket => new SocketListener(_counters, open.Field, request),
                ListenerKind.Page => new PageListener(_counters, request),
                _ => new EventStreamListener(_counters, open.Field, request),
            });
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(OpeningPatience);
        await Parallel.ForEachAsync(
            Enumerable.Range(first, open.Count),
            new ParallelOptions { MaxDegreeOfParallelism = OpenedAtOnce, CancellationToken = patience.Token },
            async (i, cancel) => await _listeners[i].OpenAsync(open.Port, AddressOf(i), open.ReceiveBuffer, cancel));
    }

    private static IPAddress? AddressOf(int listener) =>
        listener < PerAddress ? null : new IPAddress([127, 0, 0, (byte)(1 + (listener / PerAddress))]);

    private async Task WriteAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Create);
        await using var writer = new BinaryWriter(file);
        for (var i = 0; i < _listeners.Count; i++)
        {
            foreach (var arrival in _listeners[i].Arrivals)
            {
                writer.Write((long)i);
                writer.Write(arrival.Position);
                writer.Write(arrival.At);
            }

            _listeners[i].Arrivals.Clear();
        }

        _counters.Clear();
        cancellationToken.ThrowIfCancellationRequested();
    }
}

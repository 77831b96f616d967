using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace NewsApi.Benchmarks;

/// <summary>
/// The load generator: a process of its own that keeps a fixed number of requests in flight, each on a connection and a thread of
/// its own. Blocking sockets and requests made beforehand, because what it costs is taken from the two sides that are measured.
/// </summary>
internal static class Load
{
    private const int PatienceMilliseconds = 30_000;

    private static readonly Dictionary<string, (byte[] Request, byte[] Answer)[]> Files = [];

    /// <summary>Reads jobs from standard input, a line each, and answers each with a line, until the input ends.</summary>
    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        ChildProcess.Say("ready");
        while (await Console.In.ReadLineAsync(cancellationToken) is { } line)
        {
            ChildProcess.Say(JsonSerializer.Serialize(Run(JsonSerializer.Deserialize<LoadJob>(line)!)));
        }
    }

    private static LoadResult Run(LoadJob job)
    {
        var exchanges = Exchanges(job.File);
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        var started = Stopwatch.GetTimestamp();
        var until = started + (long)(job.Seconds * Stopwatch.Frequency);
        var lines = Enumerable.Range(0, job.Connections)
            .Select(i => new Line(job, i, exchanges, until)).ToArray();
        var threads = Array.ConvertAll(lines, line => new Thread(line.Run));
        Array.ForEach(threads, t => t.Start());
        Array.ForEach(threads, t => t.Join());
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        long[] latencies = [.. lines.SelectMany(l => l.Latencies).Order()];
        return new LoadResult(
            latencies.Length,
            seconds,
            Percentile(latencies, 0.50),
            Percentile(latencies, 0.99),
            (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds,
            lines.Select(l => l.Error).FirstOrDefault(e => e is not null),
            lines.Sum(l => l.Refused),
            lines.Select(l => l.FirstRefused).FirstOrDefault(r => r is not null));
    }

    private static (byte[] Request, byte[] Answer)[] Exchanges(string file)
    {
        if (!Files.TryGetValue(file, out var exchanges))
        {
            var texts = JsonSerializer.Deserialize<Exchange[]>(File.ReadAllBytes(file))!;
            Files[file] = exchanges = Array.ConvertAll(texts, e => (Encoding.UTF8.GetBytes(e.Request), Encoding.UTF8.GetBytes(e.Answer)));
        }

        return exchanges;
    }

    private static double Percentile(long[] sorted, double part) =>
        sorted.Length == 0 ? 0 : sorted[(int)((sorted.Length - 1) * part)] * 1000.0 / Stopwatch.Frequency;

    /// <summary>One connection, and the requests that go over it one after the other.</summary>
    private sealed class Line(LoadJob job, int number, (byte[] Request, byte[] Answer)[] exchanges, long until)
    {
        private byte[] _buffer = new byte[64 << 10];

        /// <summary>In ticks of the stopwatch.</summary>
        public List<long> Latencies { get; } = new(1 << 14);

        public string? Error { get; private set; }

        public int Refused { get; private set; }

        public string? FirstRefused { get; private set; }

        public void Run()
        {
            try
            {
                var i = number * exchanges.Length / job.Connections;
                do
                {
                    using var socket = Connect();
                    i = Exchange(socket, i);
                }
                while (Error is null && Stopwatch.GetTimestamp() < until);
            }
            catch (Exception e)
            {
                // The edge of the thread: a throw here would end the process, and with it what the other connections found.
                Error = $"{e.GetType().Name}: {e.Message}";
            }
        }

        /// <summary>Sends one request after the other until the time is over, or until a refusal, after which the connection may be closed.
        /// </summary>
        /// <returns>The number of the next request.</returns>
        private int Exchange(Socket socket, int first)
        {
            var refused = Refused;
            for (var i = first; ; i++)
            {
                var sent = Stopwatch.GetTimestamp();
                if (sent >= until || Error is not null || Refused > refused)
                {
                    return i;
                }

                var (request, answer) = exchanges[i % exchanges.Length];
                socket.Send(request);
                Receive(socket, answer);
                Latencies.Add(Stopwatch.GetTimestamp() - sent);
            }
        }

        private Socket Connect()
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
            {
                NoDelay = true,
                ReceiveTimeout = PatienceMilliseconds,
                SendTimeout = PatienceMilliseconds,
            };
            if (job.OwnAddresses)
            {
                socket.Bind(new IPEndPoint(new IPAddress([127, 0, 1, (byte)(1 + number)]), 0));
            }

            socket.Connect(IPAddress.Loopback, job.Port);
            return socket;
        }

        private void Receive(Socket socket, byte[] answer)
        {
            var (length, end) = (0, -1);
            while (end < 0)
            {
                length += Read(socket, length);
                end = _buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            }

            var head = _buffer.AsSpan(0, end + 2);
            var size = ContentLength(head);
            if (head.StartsWith("HTTP/1.1 304 "u8) && answer.Length == 0)
            {
                return;
            }

            if (!head.StartsWith("HTTP/1.1 200 "u8) || size < 0)
            {
                Fail($"An answer with the head {Encoding.UTF8.GetString(head)}");
                return;
            }

            var total = end + 4 + size;
            while (length < total)
            {
                length += Read(socket, length);
            }

            var body = _buffer.AsSpan(end + 4, size);
            if (job.Exact ? !body.SequenceEqual(answer) : !body.StartsWith("{\"data\":{"u8) || body.IndexOf("\"errors\":["u8) >= 0)
            {
                Fail($"An answer is another one than before: {Encoding.UTF8.GetString(_buffer, end + 4, Math.Min(size, 500))}");
            }
        }

        /// <summary>An inexact load goes on after a wrong answer, and counts it.</summary>
        private void Fail(string reason)
        {
            if (job.Exact)
            {
                Error = reason;
            }
            else
            {
                Refused++;
                FirstRefused ??= reason;
            }
        }

        private int Read(Socket socket, int at)
        {
            if (at == _buffer.Length)
            {
                Array.Resize(ref _buffer, _buffer.Length * 2);
            }

            var read = socket.Receive(_buffer, at, _buffer.Length - at, SocketFlags.None);
            return read > 0 ? read : throw new IOException("The other side closed the connection.");
        }

        // Two spellings instead of any: a search that ignores case would cost more than the rest of the head.
        private static int ContentLength(ReadOnlySpan<byte> head)
        {
            var at = head.IndexOf("\r\nContent-Length: "u8);
            if (at < 0 && (at = head.IndexOf("\r\ncontent-length: "u8)) < 0)
            {
                return -1;
            }

            return System.Buffers.Text.Utf8Parser.TryParse(head[(at + "\r\nContent-Length: ".Length)..], out int size, out _) ? size : -1;
        }
    }
}

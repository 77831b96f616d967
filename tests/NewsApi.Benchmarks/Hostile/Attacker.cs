using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using NewsApi.Tests.Host.Hostile;

namespace NewsApi.Benchmarks.Hostile;

/// <summary>
/// The process of the attacker: it does the jobs that come on standard input, a line each, until that ends. The cases are those of the
/// tests.
/// </summary>
internal sealed class Attacker(HostileTokens tokens)
{
    private const string Upgrade =
        "GET /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n";

    private HostileTarget? _target;

    private HostileTarget Target => _target ?? throw new InvalidOperationException("The attacker has no target yet.");

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        using var tokens = new HostileTokens();
        var attacker = new Attacker(tokens);
        ChildProcess.Say(JsonSerializer.Serialize(tokens.Settings.ToDictionary(
            s => s.Name.Replace(":", "__", StringComparison.Ordinal), s => s.Value)));
        while (await Console.In.ReadLineAsync(cancellationToken) is { } line)
        {
            HostileResult result;
            try
            {
                result = await attacker.DoAsync(JsonSerializer.Deserialize<HostileJob>(line)!, cancellationToken);
            }
            catch (Exception e) when (e is IOException or SocketException or InvalidOperationException or HttpRequestException)
            {
                result = new HostileResult(0, $"{e.GetType().Name}: {e.Message}");
            }

            ChildProcess.Say(JsonSerializer.Serialize(result));
        }
    }

    private async Task<HostileResult> DoAsync(HostileJob job, CancellationToken cancellationToken)
    {
        switch (job)
        {
            case HostileJob.Aim aim:
                _target = await HostileTarget.PrepareAsync(aim.Service, aim.EditorKey, tokens, cancellationToken) with
                {
                    From = aim.From is null ? null : IPAddress.Parse(aim.From),
                };
                return new HostileResult(0, null);
            case HostileJob.Case { Number: var number }:
                return await RunAsync(HostileCases.All[number], Target, cancellationToken);
            case HostileJob.HoldSockets sockets:
                return await OpenSocketsAsync(sockets, cancellationToken);
            default:
                return await FloodAsync((HostileJob.Flood)job, cancellationToken);
        }
    }

    private static async Task<HostileResult> RunAsync(HostileCase hostile, HostileTarget target, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var answer = await hostile.Request(target, cancellationToken);
        var milliseconds = (Stopwatch.GetElapsedTime(started) - hostile.Patience).TotalMilliseconds;
        return new HostileResult(Math.Max(0, milliseconds), hostile.Answer.FindFault(answer));
    }

    /// <summary>Opens the sockets all at once, and counts the answers to their upgrades.</summary>
    private async Task<HostileResult> OpenSocketsAsync(HostileJob.HoldSockets job, CancellationToken cancellationToken)
    {
        var (open, counts) = (new ConcurrentBag<TcpClient>(), new ConcurrentDictionary<string, int>());
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, job.Count), new ParallelOptions { MaxDegreeOfParallelism = 64, CancellationToken = cancellationToken },
            async (_, cancel) =>
            {
                var connection = await Target.ConnectAsync(cancel);
                open.Add(connection);
                await connection.GetStream().WriteAsync(Encoding.ASCII.GetBytes(Upgrade), cancel);
                var head = new byte["HTTP/1.1 101".Length];
                await connection.GetStream().ReadExactlyAsync(head, cancel);
                counts.AddOrUpdate(Encoding.ASCII.GetString(head.AsSpan(head.Length - 3)), 1, (_, n) => n + 1);
            });
        var milliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        await Task.Delay(TimeSpan.FromSeconds(job.Seconds), cancellationToken);
        foreach (var connection in open)
        {
            connection.Dispose();
        }

        return new HostileResult(milliseconds, null, counts);
    }

    /// <summary>
    /// Each client sends hostile requests one after the other, in an order of its own: every second one is a case, and the others are
    /// documents that the service has never seen.
    /// </summary>
    private async Task<HostileResult> FloodAsync(HostileJob.Flood job, CancellationToken cancellationToken)
    {
        var (started, counts) = (Stopwatch.GetTimestamp(), new ConcurrentDictionary<string, int>());
        HostileCase[] cases = [.. HostileCases.All.Where(c => c.Patience == TimeSpan.Zero)];
        await Task.WhenAll(Enumerable.Range(0, job.Clients).Select(async client =>
        {
            var random = new Random(client);
            var target = Target with { From = new IPAddress([127, 0, 2, (byte)(1 + client)]) };
            for (var i = 0; Stopwatch.GetElapsedTime(started).TotalSeconds < job.Seconds; i++)
            {
                var request = i % 2 == 0 ? cases[random.Next(cases.Length)].Request : HostileRequests.Query(NewDocument(client, i));
                string answer;
                try
                {
                    answer = (await request(target, cancellationToken)).Status.ToString(CultureInfo.InvariantCulture);
                }
                catch (Exception e) when (e is IOException or SocketException)
                {
                    answer = e.GetType().Name;
                }

                counts.AddOrUpdate(answer, 1, (_, n) => n + 1);
            }
        }));
        return new HostileResult(Stopwatch.GetElapsedTime(started).TotalMilliseconds, null, counts);
    }

    /// <summary>A document of about 18 kB with many fields that the validator has to compare. Every second one is invalid.</summary>
    private static string NewDocument(int client, int number)
    {
        const string fields = "id slug headline summary byline section language urgency publishedAt updatedAt ";
        var lists = Enumerable.Range(0, 150).Select(i => $"a{i}: article(slug: \"c{client}-{number}-{i}\") {{ {fields}}}");
        var end = number % 4 == 1 ? "nothing " : "";
        return $"query Q{client}x{number} {{ {string.Join(' ', lists)} {end}}}";
    }
}

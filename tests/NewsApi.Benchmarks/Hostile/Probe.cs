using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace NewsApi.Benchmarks.Hostile;

/// <summary>
/// The process of an honest reader: it sends one plain query after the other at a fixed rate from <c>start</c> to <c>stop</c>, and counts
/// from the moment at which each query should have been sent, so that a query behind a late one is late too.
/// </summary>
internal static class Probe
{
    private const int PerSecond = 50;
    private const string Body = """{"query":"query Plain { articles(first: 20) { nodes { id slug headline publishedAt } } }"}""";

    public static async Task RunAsync(CancellationToken cancellationToken)
    {
        ChildProcess.Say("ready");
        using var http = new HttpClient();
        CancellationTokenSource? stop = null;
        Task<ProbeResult>? running = null;
        while (await Console.In.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.StartsWith("start ", StringComparison.Ordinal))
            {
                stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                running = Task.Run(() => ProbeAsync(http, new Uri(line["start ".Length..]), stop.Token), cancellationToken);
                ChildProcess.Say("started");
            }
            else if (stop is not null && running is not null)
            {
                await stop.CancelAsync();
                ChildProcess.Say(JsonSerializer.Serialize(await running));
                stop.Dispose();
            }
        }
    }

    private static async Task<ProbeResult> ProbeAsync(HttpClient http, Uri service, CancellationToken stop)
    {
        var (started, latencies, failures) = (Stopwatch.GetTimestamp(), new List<double>(), 0);
        string? first = null;
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / PerSecond);
            if (due - Stopwatch.GetElapsedTime(started) is { Ticks: > 0 } early)
            {
                await Task.Delay(early, CancellationToken.None);
            }

            using var content = new StringContent(Body, Encoding.UTF8, "application/json");
            using var response = await http.PostAsync(new Uri(service, "graphql"), content, CancellationToken.None);
            var answer = await response.Content.ReadAsStringAsync(CancellationToken.None);
            latencies.Add((Stopwatch.GetElapsedTime(started) - due).TotalMilliseconds);
            if (!answer.StartsWith("{\"data\":{\"articles\":{\"nodes\":[{", StringComparison.Ordinal))
            {
                failures++;
                first ??= answer[..Math.Min(answer.Length, 300)];
            }
        }

        latencies.Sort();
        return new ProbeResult(latencies.Count, At(0.5), At(0.99), latencies.Count > 0 ? latencies[^1] : 0, failures, first);

        double At(double part) => latencies.Count == 0 ? 0 : latencies[(int)((latencies.Count - 1) * part)];
    }
}

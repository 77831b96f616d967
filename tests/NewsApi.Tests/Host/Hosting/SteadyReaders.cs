using System.Collections.Concurrent;
using System.Net.Http.Json;
using Xunit;

namespace NewsApi.Tests.Host.Hosting;

/// <summary>Readers that query through a proxy without a pause, and note every failure.</summary>
internal sealed class SteadyReaders : IAsyncDisposable
{
    private const int Readers = 4;

    private readonly CancellationTokenSource _end = new();
    private readonly Task[] _readers;
    private int _answered;

    public SteadyReaders(Uri address) => _readers = [.. Enumerable.Range(0, Readers).Select(i => ReadAsync(address, byGet: i % 2 == 0))];

    public ConcurrentQueue<string> Failures { get; } = [];

    public int Answered => Volatile.Read(ref _answered);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_readers);
        _end.Dispose();
    }

    private async Task ReadAsync(Uri address, bool byGet)
    {
        using var client = new HttpClient { BaseAddress = address };
        while (!_end.IsCancellationRequested)
        {
            try
            {
                using var answer = byGet
                    ? await client.GetAsync("graphql?query={articles(first:3){nodes{headline}}}", TestContext.Current.CancellationToken)
                    : await client.PostAsJsonAsync(
                        "graphql", new { query = "{ articles(first: 3) { nodes { headline } } }" }, TestContext.Current.CancellationToken);
                if (answer.IsSuccessStatusCode)
                {
                    Interlocked.Increment(ref _answered);
                }
                else
                {
                    Failures.Enqueue($"{DateTime.UtcNow:O} {(byGet ? "GET" : "POST")} {(int)answer.StatusCode}");
                }
            }
            catch (HttpRequestException failure)
            {
                Failures.Enqueue($"{DateTime.UtcNow:O} {(byGet ? "GET" : "POST")} {failure.Message}");
            }
        }
    }
}

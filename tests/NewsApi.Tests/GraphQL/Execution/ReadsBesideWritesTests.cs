using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using NewsApi.Content.Wire;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>
/// Readers of two processes with a cache, beside editors and importers who write all the time. <c>NEWSAPI_TEST_SEED</c> repeats the content
/// and the queries.
/// </summary>
public sealed class ReadsBesideWritesTests(CachingServer service, ITestOutputHelper output) : IClassFixture<CachingServer>
{
    private const int Urls = 40;
    private const int Readers = 4;
    private const string Timed = "graphql?query={articles(first:50,where:{headline:{startsWith:\"Timed \"}}){nodes{headline}}}";

    private readonly ConcurrentDictionary<(string Url, string Hash), string> _tags = new();
    private readonly ConcurrentDictionary<(string Url, string Tag), string> _hashes = new();
    private long _acknowledged;
    private int _read;
    private int _compared;
    private int _timed;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_answer_beside_writes_is_exact_and_none_is_older_than_an_acknowledged_write_or_outlives_an_expiry()
    {
        var newsroom = await RandomNewsroom.CreateAsync(service.Server, output);
        var urls = new string[Urls];
        for (var i = 0; i < Urls; i++)
        {
            urls[i] = Url(await newsroom.Queries.NextAsync(service.ReadUncachedAsync));
        }

        await using var second = await service.StartOtherAsync("8000000", "1000000");
        using var other = new HttpClient { BaseAddress = new Uri(second.Addresses.Single()) };
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Token);
        Task[] tasks =
        [
            ImportAsync(newsroom.Writes, new Random(newsroom.Seed), end.Token), EditAsync(end.Token), TimeAsync(other, end.Token),
            .. Enumerable.Range(1, Readers).Select(i => ReadAsync(urls, other, new Random(newsroom.Seed + i), end.Token)),
        ];
        var since = Stopwatch.StartNew();
        await Poll.UntilAsync(
            () => tasks.Any(t => t.IsFaulted)
                || (since.Elapsed > TestSize.ReadsBesideWrites && _compared >= Urls && _timed >= Urls && service.Cache.Carried > 0),
            atMost: TestSize.ReadsBesideWrites + TimeSpan.FromMinutes(2));
        await end.CancelAsync();
        await Task.WhenAll(tasks);

        output.WriteLine(
            $"{_read} answers, {_compared} compared with fresh ones at their position, {_timed} of an embargo or an expiry, "
            + $"{service.Cache.Hits} hits, {service.Cache.Carried} carried over");
    }

    /// <summary>Writes as another process does.</summary>
    private async Task ImportAsync(RandomWrites writes, Random random, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await writes.WriteAsync();
            await ReadsAsync(random.Next(1, 12), end);
        }
    }

    /// <summary>Edits in the first process, which may never answer with less from then on.</summary>
    private async Task EditAsync(CancellationToken end)
    {
        var id = await service.PublishAsync("Edited");
        for (var number = 0; !end.IsCancellationRequested; number++)
        {
            var payload = await service.WriteAsync(
                "mutation ($id: ID!, $section: String) { updateArticle(input: { id: $id, section: $section }) { cursor } }",
                new { id, section = $"{number}" });
            Volatile.Write(ref _acknowledged, Position(payload.GetProperty("cursor").GetString()!)); // Not null: it was written.
            await ReadsAsync(4, end);
        }
    }

    /// <summary>Publishes articles that are public for half a second, a little later.</summary>
    private async Task TimeAsync(HttpClient other, CancellationToken end)
    {
        // What runs for the first time is slow, and a time that has passed is rejected.
        await service.PublishAsync("Timed by nothing");
        for (var number = 0; !end.IsCancellationRequested; number++)
        {
            var headline = $"Timed {number}.";
            var from = DateTimeOffset.FromUnixTimeMilliseconds(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() + 1500);
            var until = from.AddMilliseconds(500);
            await service.PublishAsync(headline, from, until);
            while (!end.IsCancellationRequested && DateTimeOffset.UtcNow < until.AddMilliseconds(200))
            {
                foreach (var client in new[] { service.Server.Client, other })
                {
                    var asked = DateTimeOffset.UtcNow;
                    var isShown = (await GetAsync(client, Timed)).Body.Contains(headline, StringComparison.Ordinal);
                    var answered = DateTimeOffset.UtcNow;
                    Assert.False(isShown && answered < from, $"{headline} is public from {from:O}, and was shown at {answered:O}.");
                    Assert.False(
                        isShown && asked > until, $"{headline} was public until {until:O}, and was shown to a request of {asked:O}.");

                    // The other process may not have read the log yet.
                    Assert.False(
                        !isShown && client != other && asked > from && answered < until,
                        $"{headline} is public from {from:O}, and was not shown at {asked:O}.");
                    _timed++;
                }
            }
        }
    }

    /// <summary>Compares answers of both processes with those of the process without a cache, where no write came between.</summary>
    private async Task ReadAsync(string[] urls, HttpClient other, Random random, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            var (url, isFirst) = (urls[random.Next(urls.Length)], random.Next(2) == 0);
            var since = Stopwatch.StartNew();
            var before = await GetAsync(service.Uncached, url);
            var acknowledged = Volatile.Read(ref _acknowledged);
            var cached = await GetAsync(isFirst ? service.Server.Client : other, url);
            var after = await GetAsync(service.Uncached, url);
            Interlocked.Increment(ref _read);
            Assert.True(
                !isFirst || Position(cached.Cursor) >= acknowledged,
                $"{url}: of {cached.Cursor}, and {acknowledged} was acknowledged.");

            // In a longer time, an article may have come and gone.
            if (before == after && cached.Cursor == before.Cursor && since.ElapsedMilliseconds < 400)
            {
                Interlocked.Increment(ref _compared);
                Assert.True(cached == before, $"{url}\ncached {cached}\nfresh  {before}");
            }
        }
    }

    /// <summary>Gets an answer, and checks that its <c>ETag</c> is that of these bytes and of no others.</summary>
    private async Task<(string Body, string Cursor, string Tag)> GetAsync(HttpClient client, string url)
    {
        using var response = await client.GetAsync(new Uri(url, UriKind.Relative), Token);
        var body = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{url}\n{body}");
        var tag = response.Headers.ETag!.Tag; // Not null: the status is 200.
        var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        Assert.Equal(tag, _tags.GetOrAdd((url, hash), tag));
        Assert.Equal(hash, _hashes.GetOrAdd((url, tag), hash));
        return (body, response.Headers.GetValues("News-Cursor").Single(), tag);
    }

    private static string Url(RandomQuery query) =>
        $"graphql?query={Uri.EscapeDataString(query.Document)}&variables={Uri.EscapeDataString(query.Variables.GetRawText())}";

    /// <summary>Waits for this number of comparisons, because answers can be compared only if no write comes between.</summary>
    private Task ReadsAsync(int count, CancellationToken end)
    {
        var until = Volatile.Read(ref _read) + count;
        return Poll.UntilAsync(() => Volatile.Read(ref _read) >= until || end.IsCancellationRequested);
    }

    private static long Position(string cursor) => WireCursor.TryParse(cursor, out var parsed) ? parsed.Position : -1;
}

using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Runtime.Versioning;
using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using NewsApi.Tests.GraphQL.Persisted;
using NewsApi.Tests.Support;
using NewsApi.Transport.Rates;
using NewsApi.Transport.Repeats;
using Xunit;

namespace NewsApi.Tests.Transport.Repeats;

/// <summary>A request that is answered because it equals an earlier one is paid for, measured and traced as any operation.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class RepeatPriceTests(TestPostgres postgres)
{
    private const int CostPerSecond = 997;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_repeated_request_costs_its_client_what_an_answer_from_memory_costs()
    {
        await using var server = await StartAsync(
            "--NewsApi:Rates:PrivateAddresses", "true", "--NewsApi:Rates:CostPerAddress", $"{CostPerSecond}");
        var rates = server.Service.Services.GetRequiredService<RateLimits>();
        var client = Client.Of(new ClaimsPrincipal(), IPAddress.Loopback);
        foreach (var (bytes, price) in new[] { (0, 20), (5_000, 25) })
        {
            var request = RawConnection.Post($$"""{"query":"{ articles { totalCount } }","filler":"{{new string('x', bytes)}}"}""");
            using var connection = await RawConnection.ConnectAsync(server.Address);
            await RepeatAsync(server, connection, request);

            // A bucket that is refilled meanwhile shows another difference.
            await Poll.UntilAsync(async () =>
            {
                rates.TryTake(client, 100);
                var (before, answered) = (Left(), Repeats(server).Answered);
                await connection.SendAsync(request);
                return Repeats(server).Answered == answered + 1 && before - Left() == price;
            });
        }

        // What the whole way rejects is rejected.
        using var flood = await RawConnection.ConnectAsync(server.Address);
        var statuses = new HashSet<string>();
        for (var i = 0; i < 5_000 && statuses.Count < 2; i++)
        {
            statuses.Add((await flood.SendAsync(RawConnection.Get("{ articles { totalCount } }"))).Head[0]);
        }

        Assert.Equal(["HTTP/1.1 200 OK", "HTTP/1.1 429 Too Many Requests"], statuses.Order());

        long Left() => rates.TryTake(client, 10 * CostPerSecond)?.Left ?? -1;
    }

    [Fact]
    public async Task Metrics_and_spans_have_it_as_an_operation_of_its_endpoint()
    {
        await using var server = await StartAsync();
        using var connection = await RawConnection.ConnectAsync(server.Address);
        var name = $"Measured{Guid.NewGuid():N}";
        var request = RawConnection.Post($$"""{"query":"query {{name}} { articles { totalCount } }"}""");
        var (operations, spans) = (0, 0);
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "newsapi.operation.duration")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        meters.SetMeasurementEventCallback<double>((_, _, tags, _) =>
        {
            var all = tags.ToArray().ToDictionary(t => t.Key, t => t.Value);
            if (name.Equals(all["graphql.operation.name"]) && "query".Equals(all["graphql.operation.type"])
                && "ok".Equals(all["newsapi.outcome"]))
            {
                Interlocked.Increment(ref operations);
            }
        });
        meters.Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "NewsApi" or "Microsoft.AspNetCore",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.DisplayName == $"query {name}")
                {
                    Interlocked.Increment(ref spans);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await RepeatAsync(server, connection, request);
        var before = (operations, spans);
        for (var i = 1; i <= 10; i++)
        {
            await connection.SendAsync(request);
        }

        // A request has its measurement when its span ends, a moment after its response at the latest.
        await Poll.UntilAsync(() => (operations, spans) == (before.operations + 10, before.spans + 10), () => (before, operations, spans));
    }

    [Fact]
    public async Task A_document_that_the_operator_replaces_is_not_answered_as_before()
    {
        using var folder = await DocumentFolderTests.WriteAsync(("Page.graphql", "query Page { articles { totalCount } }"));
        await using var server = await StartAsync("--NewsApi:Persisted:Folder", folder.Path);
        using var connection = await RawConnection.ConnectAsync(server.Address);
        var request = "GET /graphql/persisted/Page HTTP/1.1\r\nHost: x\r\n\r\n";
        Assert.Contains("totalCount", await RepeatAsync(server, connection, request), StringComparison.Ordinal);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "Page.graphql"), "query Page { articles { nodes { id } } }", Token);
        await Poll.UntilAsync(async () => (await connection.SendAsync(request)).Body == """{"data":{"articles":{"nodes":[]}}}""");
    }

    private static RepeatedRequests Repeats(TestServer server) => server.Service.Services.GetRequiredService<RepeatedRequests>();

    private Task<TestServer> StartAsync(params string[] settings) =>
        TestServer.StartAsync(postgres, ["--NewsApi:Cache:Size", "8000000", .. settings]);

    /// <summary>Sends a request until it is answered because it equals an earlier one, and returns the body.</summary>
    private static async Task<string> RepeatAsync(TestServer server, RawConnection connection, string request)
    {
        var body = "";
        await Poll.UntilAsync(async () =>
        {
            var before = Repeats(server).Answered;
            (_, body) = await connection.SendAsync(request);
            return Repeats(server).Answered > before;
        });
        return body;
    }
}

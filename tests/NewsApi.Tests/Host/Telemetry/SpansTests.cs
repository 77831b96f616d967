using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text.Json;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Telemetry;

/// <summary>What a collector gets by OTLP.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SpansTests(TestPostgres postgres)
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_collector_gets_the_spans_of_the_callers_trace_the_link_of_an_event_and_no_secret()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var service = await WorkingService.StartAsync(postgres, collector.Settings);

        // Over HTTP the header has the trace.
        var http = NewTrace();
        await service.PostAsync(
            service.Client, new { query = "query Traced { articles(first: 1) { nodes { headline } } }" }, TraceParent(http));
        var operation = await FindAsync(collector, span => span.Name == "query Traced");
        Assert.Equal(http, operation.TraceId);
        Assert.Equal(("query", "Traced"), (operation.Tags["graphql.operation.type"], operation.Tags["graphql.operation.name"]));
        var request = await FindAsync(collector, span => span.SpanId == operation.ParentId);
        Assert.Equal("POST /graphql", request.Name);
        Assert.Equal("00f067aa0ba902b7", request.ParentId);
        await FindAsync(collector, span => span.TraceId == http && span.Tags.ContainsKey("db.query.text"));

        // On a WebSocket the payload has it.
        var socket = NewTrace();
        var extensions = new { traceparent = TraceParent(socket) };
        var payload = new { query = "query OnSocket { articles(first: 1) { nodes { id } } }", extensions };
        using (var client = await SocketClient.StartAsync(service.Client.BaseAddress!, payload))
        {
            Assert.NotNull(await client.NextAsync());
        }

        Assert.Equal(socket, (await FindAsync(collector, span => span.Name == "query OnSocket")).TraceId);

        // Two equal subscriptions, one rendering. Its span links to the mutation.
        const string subscription = "subscription Followed { articlePublished { article { headline } } }";
        using var first = await EventStreamClient.OpenAsync(service.Client, subscription);
        using var second = await EventStreamClient.OpenAsync(service.Client, subscription);
        await first.BeginningAsync();
        await second.BeginningAsync();
        var written = NewTrace();
        await service.PublishAsync(TraceParent(written));
        Assert.NotNull(await first.NextAsync());
        Assert.NotNull(await second.NextAsync());
        var rendered = await FindAsync(
            collector, span => span.Name == "event articlePublished" && span.Links.Any(link => link.TraceId == written));
        Assert.NotEqual(written, rendered.TraceId);
        var mutation = await FindAsync(collector, span => span.Name == "mutation Publish" && span.TraceId == written);
        Assert.Equal(mutation.SpanId, Assert.Single(rendered.Links).SpanId);
        Assert.Single(collector.Spans, span => span.Name == rendered.Name && span.Links.Any(link => link.TraceId == written));

        // A query string with variables, and a path with an id.
        var variables = Uri.EscapeDataString(JsonSerializer.Serialize(new { text = WorkingService.Variable }));
        using var got = await service.Client.GetAsync(
            new Uri($"graphql?query=query Got($text:String!){{articles(search:$text){{nodes{{id}}}}}}&variables={variables}", UriKind.Relative),
            Stopping);
        await FindAsync(collector, span => span.Name == "query Got");
        await Poll.UntilAsync(() => collector.Metrics.Contains("newsapi.operation.duration", StringComparison.Ordinal));
        Assert.All(
            [WorkingService.Headline, WorkingService.Variable, service.Secret, "nwk_", "urn:test", "Username=", "search:$text"],
            secret => Assert.DoesNotContain(secret, collector.Text, StringComparison.OrdinalIgnoreCase));
        string[] removed = ["url.query", "url.path", "user_agent.original", "client.address", "network.peer.address", "graphql.document"];
        Assert.DoesNotContain(collector.Spans, span => removed.Any(span.Tags.ContainsKey) && !span.Tags.ContainsKey("db.query.text"));
    }

    private static string NewTrace() => ActivityTraceId.CreateRandom().ToHexString();

    private static string TraceParent(string trace) => $"00-{trace}-00f067aa0ba902b7-01";

    private static async Task<OtlpSpan> FindAsync(OtlpReceiver collector, Func<OtlpSpan, bool> which) => (await Poll.ReadUntilAsync(
        () => Task.FromResult(collector.Spans.FirstOrDefault(which)), span => span is not null))!;
}

using System.Net.ServerSentEvents;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NewsApi.Tests.Clients;
using NewsApi.Transport.Connections;
using NewsApi.Transport.Operations;
using Xunit;

namespace NewsApi.Tests.Transport;

/// <summary>The official clients of both protocols, and two plain readers of event streams, from their public packages.</summary>
[Trait("Needs", "Node")]
public class PublicClientTests
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_graphql_ws_client_queries_subscribes_unsubscribes_and_reconnects_after_a_restart()
    {
        var said = await ThroughARestartAsync(
            "subscribe-ws.mjs", staying: 2, services => services.AddSingleton<CallerCheck>((context, payload, _) =>
            new(payload.GetProperty("key").ValueEquals("sesame") ? new CallerAnswer.Known(context.User)
                    : new CallerAnswer.Rejected("no"))));
        Assert.Equal("hello", said.GetProperty("single").GetProperty("query").GetString());
        Assert.Equal("[1,2,3]", said.GetProperty("stream").GetRawText());
        Assert.Equal("that is no operation", said.GetProperty("rejected")[0].GetProperty("message").GetString());
        Assert.Equal(0, said.GetProperty("closesBefore").GetInt32());
        Assert.Equal("[[1,1],[1,1]]", said.GetProperty("again").GetRawText());
        Assert.Equal(1012, said.GetProperty("closes")[0].GetInt32());
    }

    [Fact]
    public async Task The_graphql_sse_client_queries_subscribes_unsubscribes_and_reconnects_after_a_restart()
    {
        var said = await ThroughARestartAsync("subscribe-sse.mjs", staying: 1);
        Assert.Equal("hello", said.GetProperty("single").GetProperty("query").GetString());
        Assert.Equal("[1,2,3]", said.GetProperty("stream").GetRawText());
        Assert.Equal("that is no operation", said.GetProperty("rejected")[0].GetProperty("errors")[0].GetProperty("message").GetString());
        Assert.Equal("[2]", said.GetProperty("progress").GetRawText());
        Assert.Equal("[1,1]", said.GetProperty("again").GetRawText());
    }

    [Fact]
    public async Task An_EventSource_reconnects_after_each_break_with_its_last_event_id()
    {
        await using var server = await EchoServer.StartAsync(new TransportOptions { ReconnectDelay = TimeSpan.FromMilliseconds(20) });
        var said = JsonElement.Parse(await NodeScript.RunAsync(
            "subscribe-event-source.mjs", new Uri(server.Address, "graphql").ToString(), "one by one to 4", "progress", "request error"));
        Assert.Equal(
            """{"opened":4,"events":[["c1",{"data":{"n":1}}],["c2",{"data":{"n":2}}],["c3",{"data":{"n":3}}],["c4",{"data":{"n":4}}]]}""",
            said[0].GetRawText());
        Assert.Equal("""{"opened":1,"events":[["c2",{"data":{"n":2}}]]}""", said[1].GetRawText());
        Assert.Equal("that is no operation", said[2].GetProperty("events")[0][1].GetProperty("errors")[0].GetProperty("message")
            .GetString());
    }

    [Fact]
    public async Task Progress_moves_the_last_id_of_a_standard_event_stream_reader_without_an_event()
    {
        await using var server = await EchoServer.StartAsync();
        using var response = await server.PostAsync("""{"query":"progress"}""", "text/event-stream");
        var parser = SseParser.Create(await response.Content.ReadAsStreamAsync(Stopping));
        var events = new List<string>();
        await foreach (var item in parser.EnumerateAsync(Stopping))
        {
            events.Add($"{item.EventType} {item.Data} {parser.LastEventId}");
        }

        Assert.Equal(["""next {"data":{"n":2}} c2""", "complete  complete"], events);
        Assert.Equal("complete", parser.LastEventId);
    }

    /// <summary>
    /// Runs a script against a server that is stopped when the script has begun its last subscriptions, and started again.
    /// </summary>
    private static async Task<JsonElement> ThroughARestartAsync(string script, int staying, Action<IServiceCollection>? services = null)
    {
        await using var first = await EchoServer.StartAsync(services: services);
        var running = NodeScript.RunAsync(script, new Uri(first.Address, "graphql").ToString());
        var began = first.Executor.Streams.UntilAsync(streams => streams.Staying == staying && streams.Open == staying, Stopping);
        if (await Task.WhenAny(running, began) == running)
        {
            Assert.Fail($"The script ended too early: {await running}");
        }

        await first.StopAsync();
        await using var second = await EchoServer.StartAsync(port: first.Address.Port, services: services);
        var said = JsonElement.Parse(await running);
        Assert.Equal(staying, second.Executor.Streams.Staying);
        return said;
    }
}

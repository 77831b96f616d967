using System.Globalization;
using System.IO.Pipelines;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using NewsApi.Tests.Support;
using NewsApi.Transport;
using NewsApi.Transport.Connections;
using Xunit;

namespace NewsApi.Tests.Transport.Connections;

public class ConnectionHandoverTests
{
    private const string Complete = "event: complete\nid: complete\ndata:\n\n";

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_comes_in_chunks_and_the_connection_is_closed_after_the_last()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await server.ConnectAsync();
        await SendAsync(client, Get("events 2"));
        var (head, chunks) = await ReadAsync(client);
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\r\nConnection: close\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\r\nTransfer-Encoding: chunked\r\n", head, StringComparison.Ordinal);
        Assert.Contains("\r\nDate: ", head, StringComparison.Ordinal);
        Assert.Equal(4, chunks.Count);
        Assert.StartsWith("retry: ", chunks[0], StringComparison.Ordinal);
        Assert.Equal(["event: next\nid: c1\ndata: {\"data\":{\"n\":1}}\n\n", "event: next\nid: c2\ndata: {\"data\":{\"n\":2}}\n\n", Complete],
            chunks[1..]);
    }

    [Fact]
    public async Task A_connection_that_served_requests_can_be_handed_over_and_serves_none_after_it()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await server.ConnectAsync();
        await SendAsync(client, Get("hello", "application/json") + Get("events 1") + Get("hello", "application/json"));
        var text = await new StreamReader(client.GetStream(), Encoding.UTF8).ReadToEndAsync(Stopping);
        Assert.Equal(2, text.Split("HTTP/1.1 200 OK").Length - 1);
        Assert.Equal(2, server.Executor.Executed);
        Assert.EndsWith($"{Complete}\r\n0\r\n\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_request_of_an_open_stream_is_freed()
    {
        var callers = new Callers();
        await using var server = await EchoServer.StartAsync(
            services: services => services.AddSingleton<CallerCheck>((context, _, _) => callers.Note(context)));
        using var events = await EventReader.SubscribeAsync(server, "events 1 then wait");
        await Poll.UntilAsync(
            () =>
            {
                GC.Collect();
                return !callers.IsAlive;
            },
            () => "the request is in memory");
        await server.Executor.Streams.UntilAsync(streams => streams.Open == 1, Stopping);
        Assert.Equal("event: next\nid: c1\ndata: {\"data\":{\"n\":1}}", await events.NextAsync());
    }

    [Fact]
    public async Task A_connection_with_another_transport_on_top_keeps_its_request()
    {
        await using var server = await EchoServer.StartAsync(listen: endpoint =>
        {
            endpoint.UseEventStreamHandover();
            endpoint.Use(next => async connection =>
            {
                var transport = connection.Transport;
                connection.Transport = new OtherTransport(transport);
                await next(connection);
                connection.Transport = transport;
            });
        });
        using var client = await server.ConnectAsync();
        await SendAsync(client, Get("events 1"));
        await SendAsync(client, Get("hello", "application/json\r\nConnection: close"));
        var text = await new StreamReader(client.GetStream(), Encoding.UTF8).ReadToEndAsync(Stopping);
        Assert.Equal(2, text.Split("HTTP/1.1 200 OK").Length - 1);
        Assert.Contains(Complete, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_of_HTTP_1_0_gets_the_events_without_chunks()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await server.ConnectAsync();
        await SendAsync(client, Get("events 1").Replace("HTTP/1.1", "HTTP/1.0", StringComparison.Ordinal));
        var text = await new StreamReader(client.GetStream(), Encoding.UTF8).ReadToEndAsync(Stopping);
        Assert.DoesNotContain("chunked", text, StringComparison.Ordinal);
        Assert.EndsWith("data: {\"data\":{\"n\":1}}\n\n" + Complete, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_does_not_read_for_a_while_gets_every_event_whole_and_in_order()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await server.ConnectAsync();
        await SendAsync(client, Get("endless 100000"));
        var waiting = await server.Executor.Streams.StandstillAsync(Stopping);
        using var reader = new StreamReader(client.GetStream(), Encoding.ASCII);
        var numbers = new List<string>();
        while (numbers.Count < waiting + 20 && await reader.ReadLineAsync(Stopping) is { } line)
        {
            if (line.StartsWith("id: ", StringComparison.Ordinal))
            {
                numbers.Add(line["id: c".Length..]);
                var data = $"data: {Encoding.UTF8.GetString(EchoStreams.Event(numbers.Count, 100_000).Body.Span)}";
                Assert.Equal(data, await reader.ReadLineAsync(Stopping));
                Assert.Equal("", await reader.ReadLineAsync(Stopping));
                Assert.Equal("", await reader.ReadLineAsync(Stopping));
            }
        }

        Assert.Equal(Enumerable.Range(1, waiting + 20).Select(n => n.ToString(CultureInfo.InvariantCulture)), numbers);
    }

    [Fact]
    public async Task Responses_to_a_client_that_sends_requests_before_it_reads_are_whole_and_in_order()
    {
        const int Requests = 1000;
        await using var server = await EchoServer.StartAsync();
        using var client = await server.ConnectAsync();
        static string Document(int number) => $"n{number} {new string('x', number * 7)}";
        var sent = Task.Run(
            async () =>
            {
                for (var number = 1; number <= Requests; number++)
                {
                    var close = number == Requests ? "application/json\r\nConnection: close" : "application/json";
                    await SendAsync(client, Get(Document(number), close));
                }
            }, Stopping);
        await Poll.UntilAsync(() => server.Executor.Executed > 100, () => server.Executor.Executed);
        var text = await new StreamReader(client.GetStream(), Encoding.ASCII).ReadToEndAsync(Stopping);
        await sent;
        var documents = text.Split("\"query\":\"")[1..].Select(rest => rest[..rest.IndexOf('"', StringComparison.Ordinal)]);
        Assert.Equal(Enumerable.Range(1, Requests).Select(Document), documents);
    }

    private static string Get(string query, string accept = "text/event-stream") =>
        $"GET /graphql?query={Uri.EscapeDataString(query)} HTTP/1.1\r\nHost: x\r\nAccept: {accept}\r\n\r\n";

    private static Task SendAsync(TcpClient client, string text) =>
        client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), Stopping).AsTask();

    /// <summary>Reads a response to the end of the connection: its head, and its chunks without the last, which is empty.</summary>
    private static async Task<(string Head, List<string> Chunks)> ReadAsync(TcpClient client)
    {
        var text = await new StreamReader(client.GetStream(), Encoding.ASCII).ReadToEndAsync(Stopping);
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var (head, rest, chunks) = (text[..(end + 2)], text[(end + 4)..], new List<string>());
        while (true)
        {
            var line = rest.IndexOf("\r\n", StringComparison.Ordinal);
            var size = Convert.ToInt32(rest[..line], 16);
            var chunk = rest.Substring(line + 2, size);
            Assert.Equal("\r\n", rest.Substring(line + 2 + size, 2));
            rest = rest[(line + 2 + size + 2)..];
            if (size == 0)
            {
                Assert.Equal("", rest);
                return (head, chunks);
            }

            chunks.Add(chunk);
        }
    }

    /// <summary>Notes the request of a caller without keeping it in memory.</summary>
    private sealed class Callers
    {
        private WeakReference? _request;

        public bool IsAlive => _request is { IsAlive: true };

        [MethodImpl(MethodImplOptions.NoInlining)]
        public ValueTask<CallerAnswer> Note(Microsoft.AspNetCore.Http.HttpContext context)
        {
            _request = new WeakReference(context);
            return new(new CallerAnswer.Known(context.User));
        }
    }

    private sealed class OtherTransport(IDuplexPipe inner) : IDuplexPipe
    {
        public PipeReader Input => inner.Input;

        public PipeWriter Output => inner.Output;
    }
}

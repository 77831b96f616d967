using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using NewsApi.Transport.Operations;
using Xunit;

namespace NewsApi.Tests.Transport.Http;

public class RequestBodyTests
{
    private const string Head = "POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";

    [Fact]
    public async Task A_body_at_the_limit_is_read_and_one_byte_more_is_rejected()
    {
        var limit = new TransportOptions().MaxRequestBytes;
        await using var server = await EchoServer.StartAsync();
        var empty = Encoding.UTF8.GetBytes("""{"query":"x","future":""}""");
        byte[] Body(int length) =>
            [.. empty.AsSpan(0, empty.Length - 2), .. Enumerable.Repeat((byte)'a', length - empty.Length), .. "\"}"u8];
        using var at = await server.PostAsync(Body(limit));
        Assert.Equal(200, (int)at.StatusCode);
        using var over = await server.PostAsync(Body(limit + 1));
        Assert.Contains($"{limit} bytes", await over.ShouldRejectAsync(413, "HC0010"), StringComparison.Ordinal);
        Assert.Equal(1, server.Executor.Executed);
    }

    [Fact]
    public async Task A_body_of_unknown_length_is_rejected_at_the_limit()
    {
        await using var server = await EchoServer.StartAsync(new TransportOptions { MaxRequestBytes = 1000 });
        using var request = new HttpRequestMessage(
            HttpMethod.Post, "/graphql")
        { Content = new StreamContent(new MemoryStream(new byte[5000])) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        request.Headers.TransferEncodingChunked = true;
        using var response = await server.SendAsync(request);
        await response.ShouldRejectAsync(413, "HC0010");
    }

    [Fact]
    public async Task A_chunked_body_is_read_as_one_body()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await server.ConnectAsync();
        var json = """{"query":"{ ä }"}"""u8.ToArray();
        await SendAsync(client, Head + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n");
        foreach (var piece in json)
        {
            // A chunk for each byte, so that ä arrives in halves.
            await client.GetStream()
                .WriteAsync(new[] { (byte)'1', (byte)'\r', (byte)'\n', piece, (byte)'\r', (byte)'\n' },
                TestContext.Current.CancellationToken);
        }

        await SendAsync(client, "0\r\n\r\n");
        var answer = await ReadToEndAsync(client.GetStream());
        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.Contains("{ \\u00E4 }", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_body_gets_400_with_its_own_code()
    {
        await using var server = await EchoServer.StartAsync();
        using var response = await server.PostAsync("");
        await response.ShouldRejectAsync(400, "HC0012");
    }

    [Fact]
    public async Task A_truncated_body_runs_nothing_and_logs_no_error()
    {
        await using var server = await EchoServer.StartAsync();
        using (var client = await server.ConnectAsync())
        {
            await SendAsync(client, Head + "Content-Length: 100\r\n\r\n{\"query\":\"x\"");
            var stream = client.GetStream();
            client.Client.Shutdown(SocketShutdown.Send);
            // A 400 or a reset, as the packets fall: what counts is that the connection ends.
            await Record.ExceptionAsync(() => ReadToEndAsync(stream));
        }

        using var next = await server.PostAsync("""{"query":"x"}""");
        Assert.Equal(200, (int)next.StatusCode);
        Assert.Equal(1, server.Executor.Executed);
        Assert.Empty(server.Log.Errors);
    }

    [Fact]
    public async Task A_body_that_arrives_too_slowly_gets_408_with_a_message()
    {
        await using var server = await EchoServer.StartAsync(configure: kestrel =>
            kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(1000, TimeSpan.FromSeconds(1.1)));
        using var client = await server.ConnectAsync();
        await SendAsync(client, Head + "Content-Length: 100\r\n\r\n{");
        var answer = await ReadToEndAsync(client.GetStream());
        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
        Assert.Contains("could not be read to its end", answer, StringComparison.Ordinal);
        Assert.Equal(0, server.Executor.Executed);
        Assert.Empty(server.Log.Errors);
    }

    [Fact]
    public async Task Broken_chunked_framing_gets_400_and_logs_no_error()
    {
        await using var server = await EchoServer.StartAsync();
        using var client = await server.ConnectAsync();
        await SendAsync(client, Head + "Transfer-Encoding: chunked\r\n\r\nnonsense\r\n");
        var answer = await ReadToEndAsync(client.GetStream());
        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("could not be read to its end", answer, StringComparison.Ordinal);
        Assert.Empty(server.Log.Errors);
    }

    private static async Task SendAsync(TcpClient client, string text) =>
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(text), TestContext.Current.CancellationToken);

    private static async Task<string> ReadToEndAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}

using System.Net.Sockets;
using System.Text;
using Xunit;

namespace NewsApi.Tests.Transport.Http;

public class HttpHandlerTests
{
    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    [InlineData("BREW")]
    public async Task An_unsupported_HTTP_method_gets_405_with_the_allowed_methods(string method)
    {
        await using var server = await EchoServer.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod(method), "/graphql?query=x");
        using var response = await server.SendAsync(request);
        Assert.Contains($"`{method}`", await response.ShouldRejectAsync(405, "HC0009"), StringComparison.Ordinal);
        Assert.Equal(["GET", "HEAD", "POST"], response.Content.Headers.Allow);
        Assert.Equal(0, server.Executor.Executed);
    }

    [Fact]
    public async Task A_request_of_the_single_connection_mode_of_graphql_sse_is_rejected_with_the_mode_to_use()
    {
        await using var server = await EchoServer.StartAsync();
        using var reservation = new HttpRequestMessage(HttpMethod.Put, "/graphql");
        using var reserved = await server.SendAsync(reservation);
        Assert.Contains("singleConnection: false", await reserved.ShouldRejectAsync(405, "HC0009"), StringComparison.Ordinal);

        using var subscription =
            new HttpRequestMessage(HttpMethod.Post,
            "/graphql")
            { Content = new StringContent("""{"query":"x"}""", Encoding.UTF8, "application/json") };
        subscription.Headers.Add("X-GraphQL-Event-Stream-Token", "7");
        using var subscribed = await server.SendAsync(subscription);
        Assert.Contains("singleConnection: false", await subscribed.ShouldRejectAsync(400, "HC0009"), StringComparison.Ordinal);
        Assert.Equal(0, server.Executor.Executed);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/graphql-response+json")]
    public async Task An_unexpected_exception_is_logged_in_full_and_returned_without_details(string accept)
    {
        await using var server = await EchoServer.StartAsync();
        using var response = await server.PostAsync("""{"query":"throw"}""", accept);
        Assert.Equal(500, (int)response.StatusCode);
        Assert.Equal(accept, response.MediaType());
        Assert.Equal(
            """{"errors":[{"message":"Unexpected Execution Error"}]}""",
            TraceIds.Remove(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        Assert.Equal("the secret of the house", Assert.Single(server.Log.Errors).Exception?.Message);
    }

    [Fact]
    public async Task A_client_that_disconnects_cancels_its_operation_without_an_error_in_the_log()
    {
        await using var server = await EchoServer.StartAsync();
        using (var client = await server.ConnectAsync())
        {
            const string body = """{"query":"wait"}""";
            var request = $"POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}";
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
            await server.Executor.Waiting.Task.WaitAsync(TestContext.Current.CancellationToken);
            // A reset, as from a killed process.
            client.LingerState = new LingerOption(true, 0);
        }

        await server.Executor.Cancelled.Task.WaitAsync(TestContext.Current.CancellationToken);
        using var next = await server.PostAsync("""{"query":"x"}""");
        Assert.Equal(200, (int)next.StatusCode);
        Assert.Empty(server.Log.Errors);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/graphql-response+json, text/event-stream;q=0")]
    public async Task A_subscription_that_accepts_no_event_stream_gets_406(string accept)
    {
        await using var server = await EchoServer.StartAsync();
        using var response = await server.PostAsync("""{"query":"subscription"}""", accept);
        await response.ShouldRejectAsync(406, "HC0063");
    }
}

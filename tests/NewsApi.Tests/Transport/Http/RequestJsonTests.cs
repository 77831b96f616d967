using System.Text;
using NewsApi.Transport.Operations;
using Xunit;

namespace NewsApi.Tests.Transport.Http;

public class RequestJsonTests
{
    [Theory]
    [InlineData("NONSENSE")]
    [InlineData("{\"query\":")]
    [InlineData("{\"query\":\"x\",}")]
    [InlineData("{\"query\":\"x\"} {}")]
    [InlineData("{'query':'x'}")]
    [InlineData("{\"query\":\"x\"} // why")]
    [InlineData("{\"query\":\"a\nb\"}")]
    [InlineData("{\"query\":\"x\",\"variables\":{\"a\":1,}}")]
    [InlineData("{\"query\":\"x\",\"variables\":{\"a\":[1,]}}")]
    [InlineData("{\"query\":\"x\",\"variables\":{\"a\":NaN}}")]
    [InlineData("{\"query\":\"x\",\"variables\":{\"a\":-Infinity}}")]
    [InlineData("{\"query\":\"x\", /* why */ \"variables\":{}}")]
    public async Task Invalid_JSON_is_rejected_with_its_line_and_byte(string body)
    {
        await using var server = await EchoServer.StartAsync();
        foreach (var accept in new[] { "application/json", "application/graphql-response+json" })
        {
            using var response = await server.PostAsync(body, accept);
            var message = await response.ShouldRejectAsync(400, "HC0011");
            Assert.Matches(@"^The request is not valid JSON \(line \d+, byte \d+\)\.$", message);
            Assert.Equal(accept, response.MediaType());
        }
    }

    [Theory]
    [InlineData("""{"a":1,}""", "`variables` is not valid JSON (line 1, byte 8).")]
    [InlineData("""{"a":NaN}""", "`variables` is not valid JSON (line 1, byte 6).")]
    [InlineData("{\n// why\n}", "`variables` is not valid JSON (line 2, byte 1).")]
    [InlineData("""{"a":1,"a":2}""", "`variables` has the same key twice in one JSON object.")]
    public async Task Variables_in_the_URL_that_are_not_JSON_are_rejected_with_line_and_byte(string variables, string expected)
    {
        await using var server = await EchoServer.StartAsync();
        using var response = await server.Client.GetAsync(
            $"graphql?query=x&variables={Uri.EscapeDataString(variables)}", TestContext.Current.CancellationToken);
        Assert.Equal(expected, await response.ShouldRejectAsync(400, "HC0011"));
    }

    [Theory]
    [InlineData("""{"query":"x","query":"y"}""")]
    [InlineData("""{"query":"x","variables":{"a":1,"a":2}}""")]
    [InlineData("""{"query":"x","extensions":{"a":[{"b":1,"\u0062":2}]}}""")]
    public async Task A_duplicate_JSON_key_is_rejected_at_every_depth(string body)
    {
        await using var server = await EchoServer.StartAsync();
        using var response = await server.PostAsync(body);
        Assert.Contains("same key twice", await response.ShouldRejectAsync(400, "HC0011"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_are_rejected_in_every_kind_of_body()
    {
        await using var server = await EchoServer.StartAsync();
        byte[][] bad = [[0xC3, 0x28], [0xFF], [0xED, 0xA0, 0x80], [0xE2, 0x82]];
        foreach (var bytes in bad)
        {
            byte[] json = [.. "{\"query\":\"x\",\"variables\":{\"a\":\""u8, .. bytes, .. "\"}}"u8];
            using var response = await server.PostAsync(json);
            Assert.Contains("UTF-8", await response.ShouldRejectAsync(400, "HC0011"), StringComparison.Ordinal);
            using var document = await server.PostAsync([.. "{ a } # "u8, .. bytes], contentType: "application/graphql");
            await document.ShouldRejectAsync(400, "HC0011");
        }

        using var utf16 = await server.PostAsync(Encoding.Unicode.GetBytes("""{"query":"x"}"""));
        await utf16.ShouldRejectAsync(400, "HC0011");
    }

    [Theory]
    [InlineData("""{"query":"\ud83c"}""")]
    [InlineData("""{"query":"x","variables":{"a":["\udfc3\ud83c"]}}""")]
    [InlineData("""{"query":"x","variables":{"\ud83c":1}}""")]
    public async Task A_lone_surrogate_is_rejected_before_anything_runs(string body)
    {
        await using var server = await EchoServer.StartAsync();
        using var response = await server.PostAsync(body);
        Assert.Contains("surrogate", await response.ShouldRejectAsync(400, "HC0011"), StringComparison.Ordinal);
        Assert.Equal(0, server.Executor.Executed);
    }

    [Fact]
    public async Task Escapes_and_a_byte_order_mark_are_read()
    {
        await using var server = await EchoServer.StartAsync();
        byte[] body = [0xEF, 0xBB, 0xBF, .. """{"query":"\ud83c\udfc3 \u00e4 \n"}"""u8];
        using var response = await server.PostAsync(body);
        Assert.Equal("🏃 ä \n", (await response.EchoAsync()).GetProperty("query").GetString());
    }

    [Fact]
    public async Task JSON_nesting_is_accepted_up_to_the_limit_and_rejected_beyond_it()
    {
        await using var server = await EchoServer.StartAsync(new TransportOptions { MaxJsonDepth = 10 });
        static string Nested(int levels) =>
            """{"query":"x","variables":{"a":""" + new string('[', levels - 2) + new string(']', levels - 2) + "}}";
        using var within = await server.PostAsync(Nested(10));
        Assert.Equal(200, (int)within.StatusCode);
        using var beyond = await server.PostAsync(Nested(11));
        Assert.Contains("10 levels", await beyond.ShouldRejectAsync(400, "HC0011"), StringComparison.Ordinal);
        using var unclosed = await server.PostAsync(new string('[', 1_000_000));
        Assert.Contains("10 levels", await unclosed.ShouldRejectAsync(400, "HC0011"), StringComparison.Ordinal);
    }
}

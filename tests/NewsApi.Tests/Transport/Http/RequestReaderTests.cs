using Xunit;

namespace NewsApi.Tests.Transport.Http;

public class RequestReaderTests
{
    [Fact]
    public async Task A_body_carries_all_parameters()
    {
        await using var server = await EchoServer.StartAsync();
        using var response = await server.PostAsync(
            """{"query":"{ä 🏃}","id":"i","operationName":"O","variables":{"a":[1,{"b":null}]},"extensions":{"e":1},"future":[1]}""");
        var echo = await response.EchoAsync();
        Assert.Equal("{ä 🏃}", echo.GetProperty("query").GetString());
        Assert.Equal("i", echo.GetProperty("id").GetString());
        Assert.Equal("O", echo.GetProperty("operationName").GetString());
        Assert.Equal("""{"a":[1,{"b":null}]}""", echo.GetProperty("variables").GetString());
        Assert.Equal("""{"e":1}""", echo.GetProperty("extensions").GetString());
        Assert.Equal("All", echo.GetProperty("allowed").GetString());
    }

    [Fact]
    public async Task A_URL_carries_all_parameters_and_allows_no_mutation()
    {
        await using var server = await EchoServer.StartAsync();
        using var response = await server.GetAsync(
            "?query=%7B%C3%A4+b%7D&documentId=i&operationName=null&variables=%7B%22a%22%3A1%7D&extensions=%7B%22e%22%3A1%7D&other=1");
        var echo = await response.EchoAsync();
        Assert.Equal("{ä b}", echo.GetProperty("query").GetString());
        Assert.Equal("i", echo.GetProperty("id").GetString());
        Assert.Equal("null", echo.GetProperty("operationName").GetString());
        Assert.Equal("""{"a":1}""", echo.GetProperty("variables").GetString());
        Assert.Equal("""{"e":1}""", echo.GetProperty("extensions").GetString());
        Assert.Equal("Query, Subscription", echo.GetProperty("allowed").GetString());
    }

    [Fact]
    public async Task Empty_and_null_parameters_count_as_not_passed()
    {
        await using var server = await EchoServer.StartAsync();
        using var get = await server.GetAsync("?query=x&operationName=&variables=&extensions=null");
        using var post = await server.PostAsync("""{"query":"x","id":null,"operationName":null,"variables":null,"extensions":null}""");
        foreach (var echo in new[] { await get.EchoAsync(), await post.EchoAsync() })
        {
            Assert.Equal("x", echo.GetProperty("query").GetString());
            Assert.All(
                ["id", "operationName", "variables", "extensions"],
                key => Assert.Null(echo.GetProperty(key).GetString()));
        }
    }

    [Fact]
    public async Task A_document_may_be_the_body_with_the_other_parameters_in_the_URL()
    {
        await using var server = await EchoServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql?operationName=O&variables=%7B%7D")
        {
            Content = new StringContent("query O { ä }", System.Text.Encoding.UTF8, "application/graphql"),
        };
        using var response = await server.SendAsync(request);
        var echo = await response.EchoAsync();
        Assert.Equal("query O { ä }", echo.GetProperty("query").GetString());
        Assert.Equal("O", echo.GetProperty("operationName").GetString());
        Assert.Equal("{}", echo.GetProperty("variables").GetString());
        Assert.Equal("All", echo.GetProperty("allowed").GetString());
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("text/plain; charset=utf-8")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("nonsense")]
    [InlineData("")]
    public async Task A_content_type_that_other_origins_may_post_without_preflight_is_rejected(string contentType)
    {
        await using var server = await EchoServer.StartAsync();
        using var response = await server.PostAsync("""{"query":"x"}""", contentType: contentType);
        await response.ShouldRejectAsync(415, "HC0009");
        Assert.Equal(0, server.Executor.Executed);
    }

    [Theory]
    [InlineData("APPLICATION/JSON")]
    [InlineData("application/json; charset=UTF-8")]
    [InlineData("application/json; charset=\"utf-8\"; v=1")]
    public async Task JSON_in_UTF_8_is_read_under_every_spelling_of_its_content_type(string contentType)
    {
        await using var server = await EchoServer.StartAsync();
        using var response = await server.PostAsync("""{"query":"x"}""", contentType: contentType);
        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_compressed_body_is_rejected_with_the_name_of_its_encoding()
    {
        await using var server = await EchoServer.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new ByteArrayContent([0x1F, 0x8B]) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        request.Content.Headers.ContentEncoding.Add("gzip");
        using var response = await server.SendAsync(request);
        Assert.Contains("gzip", await response.ShouldRejectAsync(415, "HC0009"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("query", "7", "a string", "a number")]
    [InlineData("query", "{}", "a string", "an object")]
    [InlineData("operationName", "[]", "a string", "a list")]
    [InlineData("id", "true", "a string", "a boolean")]
    [InlineData("variables", "\"s\"", "an object", "a string")]
    [InlineData("variables", "[{}]", "an object", "a list")]
    [InlineData("extensions", "0", "an object", "a number")]
    public async Task A_parameter_of_the_wrong_type_is_rejected_with_its_name(string key, string value, string wanted, string found)
    {
        await using var server = await EchoServer.StartAsync();
        var others = key == "query" ? "" : "\"query\":\"x\",";
        using var response = await server.PostAsync($$"""{ {{others}} "{{key}}": {{value}} }""", "application/json");
        Assert.Equal($"`{key}` must be {wanted}, not {found}.", await response.ShouldRejectAsync(400, "HC0009"));
        Assert.Equal(0, server.Executor.Executed);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"qeury":"x"}""")]
    [InlineData("""{"query":null}""")]
    [InlineData("""{"query":"","extensions":{"persistedQuery":1}}""")]
    public async Task A_request_without_a_document_is_rejected(string body)
    {
        await using var server = await EchoServer.StartAsync();
        using var post = await server.PostAsync(body);
        await post.ShouldRejectAsync(400, "HC0013");
        using var get = await server.GetAsync("?variables=%7B%7D");
        await get.ShouldRejectAsync(400, "HC0013");
    }

    [Fact]
    public async Task A_document_named_by_id_or_by_hash_is_passed_to_the_executor()
    {
        await using var server = await EchoServer.StartAsync();
        using var byId = await server.PostAsync("""{"documentId":"d"}""");
        Assert.Equal("d", (await byId.EchoAsync()).GetProperty("id").GetString());
        using var byHash = await server.PostAsync("""{"extensions":{"persistedQuery":{"version":1,"sha256Hash":"00"}}}""");
        Assert.Null((await byHash.EchoAsync()).GetProperty("query").GetString());
    }

    [Fact]
    public async Task A_batch_is_rejected_with_a_message_about_batching()
    {
        await using var server = await EchoServer.StartAsync();
        using var response = await server.PostAsync("""[{"query":"x"},{"query":"y"}]""");
        Assert.Contains("Batching", await response.ShouldRejectAsync(400, "HC0009"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("7", "a number")]
    [InlineData("\"x\"", "a string")]
    [InlineData("null", "null")]
    public async Task A_body_that_is_not_an_object_is_rejected_with_its_type(string body, string found)
    {
        await using var server = await EchoServer.StartAsync();
        using var response = await server.PostAsync(body);
        Assert.EndsWith($"not {found}.", await response.ShouldRejectAsync(400, "HC0009"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("?query=a&query=b", "HC0009", "`query`")]
    [InlineData("?query=a&variables=%5B%5D", "HC0009", "`variables`")]
    [InlineData("?query=a&variables=%7B", "HC0011", "`variables` is not valid JSON (line 1, byte 2).")]
    [InlineData("?query=a&extensions=%7B%22a%22%3A1%2C%22a%22%3A2%7D", "HC0011", "`extensions` has the same key twice in one JSON object.")]
    [InlineData("?query=a&extensions=%7B%22a%22%3A1%2C%22a%22%3A2%7D", "HC0011", "`extensions`")]
    public async Task An_invalid_parameter_in_the_URL_is_rejected_with_its_name(string url, string code, string word)
    {
        await using var server = await EchoServer.StartAsync();
        using var response = await server.GetAsync(url);
        Assert.Contains(word, await response.ShouldRejectAsync(400, code), StringComparison.Ordinal);
    }
}

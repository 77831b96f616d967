using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NewsApi.Content.Access;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Access;

public sealed class AuthenticationTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Drafts = "{ articles { nodes { headline } } }";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ApiKeys Keys => server.Service.Services.GetRequiredService<ApiKeys>();

    [Fact]
    public async Task A_request_without_a_key_succeeds()
    {
        using var response = await AskAsync(null, "{ __typename }");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("Bearer {0}")]
    [InlineData("bearer {0}")]
    [InlineData("BEARER   {0} ")]
    public async Task A_key_is_read_after_the_word_Bearer_in_any_case(string header)
    {
        await server.Database.StoreAsync(Some.Article("A draft to preview"));
        var secret = await SecretAsync(Role.Preview);
        using var response = await AskAsync(string.Format(null, header, secret), Drafts);
        Assert.Contains("A draft to preview", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer nwk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("Basic ZGVzazpzZWNyZXQ=")]
    [InlineData("nwk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_header_without_a_valid_key_gets_401_at_every_address_and_is_never_anonymous(string header)
    {
        foreach (var address in new[] { "graphql", "ingest/ninjs", "graphql/ui/" })
        {
            using var response = await AskAsync(header, "{ __typename }", address);
            await AssertRejectedAsync(response, HttpStatusCode.Unauthorized, "AUTH_NOT_AUTHENTICATED");
            Assert.StartsWith("Bearer error=\"invalid_token\"", response.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_key_that_was_revoked_or_has_expired_gets_401()
    {
        var (revoked, expired) = (await CreatedAsync(Role.Admin), await CreatedAsync(Role.Admin));
        await Keys.RevokeAsync(revoked.Key.Name, Cancel);
        await server.Database.ExecuteAsync($"update api_key set expires_at = clock_timestamp() where id = {expired.Key.Id}");
        foreach (var key in new[] { revoked, expired })
        {
            using var response = await AskAsync($"Bearer {key.Secret}", "{ __typename }");
            await AssertRejectedAsync(response, HttpStatusCode.Unauthorized, "AUTH_NOT_AUTHENTICATED");
        }
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized, "AUTH_NOT_AUTHENTICATED")]
    [InlineData(Role.Reader, HttpStatusCode.Forbidden, "AUTH_NOT_AUTHORIZED")]
    [InlineData(Role.Preview, HttpStatusCode.Forbidden, "AUTH_NOT_AUTHORIZED")]
    public async Task To_ingest_a_caller_needs_a_key_of_a_role_that_may_write(Role? role, HttpStatusCode status, string code)
    {
        using var response = await AskAsync(role is { } of ? $"Bearer {await SecretAsync(of)}" : null, "", "ingest/ninjs");
        await AssertRejectedAsync(response, status, code);
    }

    [Theory]
    [InlineData("Authorization")]
    [InlineData("authorization")]
    public async Task A_WebSocket_is_the_caller_whose_key_its_connection_init_carries(string name)
    {
        await server.Database.StoreAsync(Some.Article("A draft by WebSocket"));
        var secret = await SecretAsync(Role.Preview);
        using var socket = await SocketClient.SubscribeAsync(
            server.Address, Drafts, connectionParameters: new Dictionary<string, string> { [name] = $"Bearer {secret}" });
        Assert.Contains("A draft by WebSocket", (await socket.NextAsync())?.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_WebSocket_without_a_key_in_connection_init_is_the_caller_of_its_upgrade_request()
    {
        await server.Database.StoreAsync(Some.Article("A draft by upgrade"));
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-transport-ws");
        socket.Options.SetRequestHeader("Authorization", $"Bearer {await SecretAsync(Role.Preview)}");
        await socket.ConnectAsync(new UriBuilder(new Uri(server.Address, "graphql/ws")) { Scheme = "ws" }.Uri, Cancel);
        await SendAsync("""{"type":"connection_init"}""");
        Assert.StartsWith("""{"type":"connection_ack",""", await ReceiveAsync(), StringComparison.Ordinal);
        await SendAsync($$$"""{"type":"subscribe","id":"1","payload":{"query":"{{{Drafts}}}"} }""");
        Assert.Contains("A draft by upgrade", await ReceiveAsync(), StringComparison.Ordinal);

        Task SendAsync(string message) => socket.SendAsync(Encoding.UTF8.GetBytes(message), WebSocketMessageType.Text, true, Cancel);

        async Task<string> ReceiveAsync()
        {
            var buffer = new byte[64 * 1024];
            return Encoding.UTF8.GetString(buffer, 0, (await socket.ReceiveAsync(new ArraySegment<byte>(buffer), Cancel)).Count);
        }
    }

    [Theory]
    [InlineData("Bearer nwk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("Basic ZGVzazpzZWNyZXQ=")]
    [InlineData("")]
    public async Task A_WebSocket_with_an_invalid_key_in_connection_init_is_closed_as_forbidden(string key)
    {
        using var socket = await SocketClient.SubscribeAsync(
            server.Address, "{ __typename }", connectionParameters: new { Authorization = key });
        Assert.Null(await socket.NextAsync());
        Assert.Equal((WebSocketCloseStatus)4403, socket.CloseStatus);
    }

    /// <summary>Posts a query with that header as it is, valid or not.</summary>
    private async Task<HttpResponseMessage> AskAsync(string? header, string query, string address = "graphql")
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri(server.Address, address))
        { Content = JsonContent.Create(new { query }) };
        if (header is not null)
        {
            Assert.True(request.Headers.TryAddWithoutValidation("Authorization", header));
        }

        return await server.Client.SendAsync(request, Cancel);
    }

    private static async Task AssertRejectedAsync(HttpResponseMessage response, HttpStatusCode status, string code)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal(MediaTypeHeaderValue.Parse("application/graphql-response+json; charset=utf-8"), response.Content.Headers.ContentType);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        var error = Assert.Single((await response.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("errors").EnumerateArray());
        Assert.Equal(code, error.GetProperty("extensions").GetProperty("code").GetString());
        Assert.False(string.IsNullOrWhiteSpace(error.GetProperty("message").GetString()));
    }

    private async Task<string> SecretAsync(Role role) => (await CreatedAsync(role)).Secret;

    private async Task<CreatedKey.Created> CreatedAsync(Role role) =>
        Assert.IsType<CreatedKey.Created>(await Keys.CreateAsync(Some.Word(), role, null, Cancel));
}

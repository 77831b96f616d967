using System.Net;
using System.Net.Http.Json;
using NewsApi.Hosting;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Perimeter;

/// <summary>The limit for one address shows which address the service takes for the client's.</summary>
public sealed class NamedProxiesTests(TestPostgres postgres)
{
    private const string Subscription = "subscription { articlePublished { cursor } }";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("none", "203.0.113.1", "203.0.113.2")]
    [InlineData("10.0.0.0/8;2001:db8::/32", "203.0.113.1", "203.0.113.2")]
    public async Task A_header_from_a_peer_that_is_not_named_changes_no_address(string proxies, string first, string second)
    {
        await using var server = await StartAsync(proxies);
        using var open = await OpenAsync(server, first);
        using var refused = await OpenAsync(server, second);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.TooManyRequests), (open.StatusCode, refused.StatusCode));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.0/8; 127.0.0.0/8")]
    public async Task Behind_a_named_proxy_each_client_has_its_own_address(string proxies)
    {
        await using var server = await StartAsync(proxies);
        using var open = await OpenAsync(server, "203.0.113.1");
        using var other = await OpenAsync(server, "203.0.113.2");
        using var again = await OpenAsync(server, "203.0.113.1");
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, again.StatusCode);
    }

    [Fact]
    public async Task An_address_that_the_client_wrote_before_the_proxy_did_is_ignored()
    {
        await using var server = await StartAsync("127.0.0.1");
        using var open = await OpenAsync(server, "198.51.100.1, 203.0.113.1");
        using var spoofed = await OpenAsync(server, "198.51.100.2, 203.0.113.1");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.TooManyRequests), (open.StatusCode, spoofed.StatusCode));
    }

    [Fact]
    public async Task Through_a_chain_of_two_named_proxies_the_client_is_before_both()
    {
        await using var server = await StartAsync("127.0.0.1;10.0.0.7");
        using var open = await OpenAsync(server, "203.0.113.1, 10.0.0.7");
        using var other = await OpenAsync(server, "203.0.113.2, 10.0.0.7");
        using var again = await OpenAsync(server, "203.0.113.1, 10.0.0.7");
        Assert.Equal(HttpStatusCode.OK, open.StatusCode);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, again.StatusCode);
    }

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("none", false)]
    public async Task The_scheme_that_a_named_proxy_forwards_counts_as_HTTPS(string proxies, bool secure)
    {
        await using var server = await StartAsync(proxies);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "health/live"));
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Host = "news.example";
        using var response = await server.Client.SendAsync(request, Cancel);
        Assert.Equal(secure, response.Headers.Contains("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData("everyone")]
    [InlineData("10.0.0.1/33")]
    [InlineData(";")]
    public async Task A_proxy_that_is_no_address_stops_the_start(string proxies)
    {
        var rejection = await Assert.ThrowsAsync<SettingsException>(() => StartAsync(proxies));
        Assert.Contains("NewsApi__Proxies", rejection.Message, StringComparison.Ordinal);
        Assert.Contains("10.1.0.0/16", rejection.Message, StringComparison.Ordinal);
    }

    private Task<TestServer> StartAsync(string proxies) => TestServer.StartAsync(
        postgres, "--NewsApi:Proxies", proxies, "--NewsApi:Live:MaxConnectionsPerAddress", "1", "--NewsApi:Rates:PrivateAddresses", "true");

    private static async Task<HttpResponseMessage> OpenAsync(TestServer server, string forwardedFor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server.Address, "graphql"))
        {
            Content = JsonContent.Create(new { query = Subscription }),
        };
        request.Headers.Accept.ParseAdd("text/event-stream");
        request.Headers.Add("X-Forwarded-For", forwardedFor);
        return await server.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
    }
}

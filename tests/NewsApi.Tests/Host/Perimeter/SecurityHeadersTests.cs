using System.Net;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Perimeter;

public sealed class SecurityHeadersTests(TestServer server) : IClassFixture<TestServer>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", HttpStatusCode.OK)]
    [InlineData("graphql?query=%7B__typename%7D", HttpStatusCode.OK)]
    [InlineData("graphql?query=%7B", HttpStatusCode.BadRequest)]
    [InlineData("graphql/schema.graphql", HttpStatusCode.OK)]
    [InlineData("graphql/ui/", HttpStatusCode.OK)]
    [InlineData("live/", HttpStatusCode.OK)]
    [InlineData("live/live.js", HttpStatusCode.OK)]
    [InlineData("live/newsapi.js", HttpStatusCode.OK)]
    [InlineData("sample/arisawa-desk.svg", HttpStatusCode.OK)]
    [InlineData("health/live", HttpStatusCode.OK)]
    [InlineData("ingest/ninjs", HttpStatusCode.MethodNotAllowed)]
    [InlineData("missing", HttpStatusCode.NotFound)]
    public async Task Every_response_has_the_security_headers_and_no_name_of_the_server(string address, HttpStatusCode status)
    {
        using var response = await server.Client.GetAsync(new Uri(server.Address, address), Cancel);
        Assert.Equal(status, response.StatusCode);
        AssertSafe(response);
    }

    [Fact]
    public async Task A_rejected_key_a_preflight_and_a_socket_that_is_refused_have_the_security_headers()
    {
        using var rejected = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "graphql?query=%7B__typename%7D"));
        rejected.Headers.TryAddWithoutValidation("Authorization", "Bearer wrong");
        using var unauthorized = await server.Client.SendAsync(rejected, Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, unauthorized.StatusCode);
        AssertSafe(unauthorized);

        using var preflight = new HttpRequestMessage(HttpMethod.Options, new Uri(server.Address, "graphql"));
        preflight.Headers.Add("Origin", "https://news.example");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        using var permission = await server.Client.SendAsync(preflight, Cancel);
        Assert.Equal(HttpStatusCode.NoContent, permission.StatusCode);
        AssertSafe(permission);

        using var notUpgraded = await server.Client.GetAsync(new Uri(server.Address, "graphql/ws"), Cancel);
        Assert.Equal(HttpStatusCode.UpgradeRequired, notUpgraded.StatusCode);
        AssertSafe(notUpgraded);
    }

    [Theory]
    [InlineData("graphql?query=%7B__typename%7D", "same-origin")]
    [InlineData("graphql/schema.graphql", "same-origin")]
    [InlineData("live/live.js", "same-origin")]
    [InlineData("live/newsapi.js", "cross-origin")]
    [InlineData("sample/arisawa-desk.svg", "cross-origin")]
    public async Task Only_files_for_other_sites_may_be_loaded_by_them_without_CORS(string address, string policy)
    {
        using var response = await server.Client.GetAsync(new Uri(server.Address, address), Cancel);
        Assert.Equal([policy], response.Headers.GetValues("Cross-Origin-Resource-Policy"));
    }

    [Fact]
    public async Task The_policy_of_a_page_stays_when_its_file_is_unchanged()
    {
        using var first = await server.Client.GetAsync(new Uri(server.Address, "live/"), Cancel);
        using var again = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, "live/"));
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!); // not null: LiveEndpointTests shows it
        using var unchanged = await server.Client.SendAsync(again, Cancel);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
        Assert.Equal(first.Headers.GetValues("Content-Security-Policy"), unchanged.Headers.GetValues("Content-Security-Policy"));
    }

    private static void AssertSafe(HttpResponseMessage response)
    {
        Assert.Equal(["nosniff"], response.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["DENY"], response.Headers.GetValues("X-Frame-Options"));
        Assert.Equal(["same-origin"], response.Headers.GetValues("Referrer-Policy"));
        var policy = Assert.Single(response.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch("script-src[^;]*'unsafe-inline'", policy);
        Assert.Single(response.Headers.GetValues("Cross-Origin-Resource-Policy"));
        Assert.False(response.Headers.Contains("Server"));
        Assert.False(response.Headers.Contains("X-Powered-By"));
    }
}

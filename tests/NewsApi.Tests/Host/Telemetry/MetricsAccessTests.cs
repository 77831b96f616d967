using System.Net;
using Microsoft.AspNetCore.Http;
using NewsApi.Content.Access.Keys;
using NewsApi.Telemetry;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Telemetry;

/// <summary>Who may read the metrics.</summary>
public sealed class MetricsAccessTests(TestPostgres postgres)
{
    private static readonly Uri Metrics = new("metrics", UriKind.Relative);

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("10.3.2.1", true)]
    [InlineData("172.31.0.9", true)]
    [InlineData("192.168.1.1", true)]
    [InlineData("::ffff:192.168.1.1", true)]
    [InlineData("fd12::1", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("8.8.8.8", false)]
    [InlineData("::ffff:8.8.8.8", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData(null, false)]
    public void A_direct_client_needs_a_private_address(string? address, bool mayRead)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = address is null ? null : IPAddress.Parse(address);
        Assert.Equal(mayRead, new MetricsAccess(TelemetryOptions.Private).Allows(context));
    }

    [Theory]
    [InlineData("X-Forwarded-For", "10.0.0.1")]
    [InlineData("Forwarded", "for=10.0.0.1")]
    [InlineData("X-Real-IP", "10.0.0.1")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("Origin", "https://news.example")]
    public async Task A_request_through_a_proxy_or_of_a_page_finds_no_metrics(string header, string value)
    {
        await using var server = await TestServer.StartAsync(postgres);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(server.Client));
        Assert.Equal(HttpStatusCode.NotFound, await GetAsync(server.Client, header, value));
        using var admin = await server.ClientOfAsync(Role.Admin);
        Assert.Equal(HttpStatusCode.OK, await GetAsync(admin, header, value));
        using var editor = await server.ClientOfAsync(Role.Editor);
        Assert.Equal(HttpStatusCode.NotFound, await GetAsync(editor, header, value));
    }

    [Fact]
    public async Task A_request_through_a_named_proxy_finds_no_metrics_even_if_its_client_has_a_private_address()
    {
        await using var server = await TestServer.StartAsync(postgres, "--NewsApi:Proxies", "127.0.0.1");
        Assert.Equal(HttpStatusCode.NotFound, await GetAsync(server.Client, "X-Forwarded-For", "10.0.0.1"));
        Assert.Equal(HttpStatusCode.OK, await GetAsync(server.Client));
    }

    [Theory]
    [InlineData("any", HttpStatusCode.OK, HttpStatusCode.OK)]
    [InlineData("none", HttpStatusCode.NotFound, HttpStatusCode.NotFound)]
    public async Task A_setting_opens_the_metrics_to_all_or_to_no_one(string setting, HttpStatusCode direct, HttpStatusCode byProxy)
    {
        await using var server = await TestServer.StartAsync(postgres, "--NewsApi:Telemetry:Metrics", setting);
        using var admin = await server.ClientOfAsync(Role.Admin);
        Assert.Equal(direct, await GetAsync(server.Client));
        Assert.Equal(byProxy, await GetAsync(admin, "X-Forwarded-For", "8.8.8.8"));
    }

    private static async Task<HttpStatusCode> GetAsync(HttpClient client, string? header = null, string? value = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Metrics);
        if (header is not null)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        using var response = await client.SendAsync(request, Stopping);
        return response.StatusCode;
    }
}

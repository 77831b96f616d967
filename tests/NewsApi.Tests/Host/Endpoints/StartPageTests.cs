using System.Net;
using System.Text.RegularExpressions;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Endpoints;

public sealed partial class StartPageTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Every_link_of_the_start_page_succeeds()
    {
        using var page = await GetAsync("", "text/html,*/*;q=0.8");
        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        var links = Link().Matches(await TextAsync(page)).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(["live/live.css", "graphql", "live/", "graphql/schema.graphql", "health/ready"], links);
        foreach (var link in links)
        {
            using var response = await GetAsync(link, "text/html,*/*;q=0.8");
            Assert.True(response.StatusCode is HttpStatusCode.OK or HttpStatusCode.Found, link);
        }
    }

    [Fact]
    public async Task A_client_that_does_not_accept_HTML_gets_the_addresses_as_plain_text()
    {
        using var response = await GetAsync("", "*/*");
        Assert.Equal("text/plain", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("/graphql: ", await TextAsync(response), StringComparison.Ordinal);
    }

    private static Task<string> TextAsync(HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private async Task<HttpResponseMessage> GetAsync(string address, string accept)
    {
        using var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(server.Address, address));
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    [GeneratedRegex("href=\"([^\"]+)\"")]
    private static partial Regex Link();
}

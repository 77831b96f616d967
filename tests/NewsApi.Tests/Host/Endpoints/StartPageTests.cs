using System.Net;
using System.Text.RegularExpressions;
using NewsApi.Endpoints;
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

    [Theory]
    [InlineData("http://localhost:5080", "http://localhost:5080/graphql: ")]
    [InlineData("http://[::]:80", "http://localhost:80/graphql: ")]
    [InlineData("http://0.0.0.0:8080", "http://localhost:8080/graphql: ")]
    [InlineData("http://127.0.0.1:5080", "http://127.0.0.1:5080/graphql: ")]
    [InlineData("https://[::1]:5443", "https://[::1]:5443/graphql: ")]
    public void The_start_prints_addresses_that_a_browser_on_the_machine_can_open(string listening, string first) =>
        Assert.StartsWith(first, StartPage.AddressesAt(listening).First(), StringComparison.Ordinal);

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

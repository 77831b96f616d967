using System.Net;
using System.Net.Http.Json;
using NewsApi.Hosting;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Perimeter;

public sealed class OtherOriginsTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const string Page = "https://news.example";

    [Fact]
    public async Task A_page_of_any_origin_may_call_the_service_with_the_headers_of_its_client()
    {
        await using var service = await StartAsync("any");
        using var client = new HttpClient { BaseAddress = new Uri(service.Addresses.Single()) };
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "graphql");
        preflight.Headers.Add("Origin", Page);
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers",
            "authorization,content-type,last-event-id,news-at-least,graphql-preflight,apollo-require-preflight");
        using var permission = await client.SendAsync(preflight, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, permission.StatusCode);
        Assert.Equal("*", Read(permission, "Access-Control-Allow-Origin"));
        Assert.Contains("POST", Read(permission, "Access-Control-Allow-Methods"), StringComparison.Ordinal);
        foreach (var header in preflight.Headers.GetValues("Access-Control-Request-Headers").Single().Split(','))
        {
            Assert.Contains(header, Read(permission, "Access-Control-Allow-Headers"), StringComparison.OrdinalIgnoreCase);
        }

        Assert.False(permission.Headers.Contains("Access-Control-Allow-Credentials"));
        Assert.Equal("7200", Read(permission, "Access-Control-Max-Age"));
    }

    [Fact]
    public async Task A_page_may_read_the_headers_of_a_response_and_of_a_rejection()
    {
        await using var service = await StartAsync("any");
        using var client = new HttpClient { BaseAddress = new Uri(service.Addresses.Single()) };
        client.DefaultRequestHeaders.Add("Origin", Page);
        using var answer = await PostAsync(client);
        Assert.Equal("*", Read(answer, "Access-Control-Allow-Origin"));
        foreach (var header in new[] { "News-Cursor", "ETag", "Retry-After" })
        {
            Assert.Contains(header, Read(answer, "Access-Control-Expose-Headers"), StringComparison.Ordinal);
        }

        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", "Bearer wrong");
        using var rejection = await PostAsync(client);
        Assert.Equal(HttpStatusCode.Unauthorized, rejection.StatusCode);
        Assert.Equal("*", Read(rejection, "Access-Control-Allow-Origin"));
    }

    [Theory]
    [InlineData(Page, true)]
    [InlineData("https://elsewhere.example", false)]
    public async Task Only_listed_origins_may_read_a_response(string origin, bool allowed)
    {
        await using var service = await StartAsync($"{Page};http://localhost:3000");
        using var client = new HttpClient { BaseAddress = new Uri(service.Addresses.Single()) };
        client.DefaultRequestHeaders.Add("Origin", origin);
        using var answer = await PostAsync(client);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(allowed ? origin : null, Read(answer, "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task An_invalid_origin_in_the_settings_stops_the_start()
    {
        var rejection = await Assert.ThrowsAsync<SettingsException>(() => StartAsync("news.example"));
        Assert.Contains("NewsApi__Cors__Origins", rejection.Message, StringComparison.Ordinal);
        Assert.Contains("https://news.example", rejection.Message, StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient client) =>
        client.PostAsJsonAsync("graphql", new { query = "{ __typename }" }, TestContext.Current.CancellationToken);

    private static string? Read(HttpResponseMessage response, string header) =>
        response.Headers.TryGetValues(header, out var values) ? string.Join(",", values) : null;

    private Task<NewsService> StartAsync(string origins) => NewsService.StartAsync(
        [
            "--urls", "http://127.0.0.1:0",
            "--ConnectionStrings:News", database.ConnectionString,
            "--Logging:LogLevel:Default", "Warning",
            "--NewsApi:Cors:Origins", origins,
        ],
        TestContext.Current.CancellationToken);
}

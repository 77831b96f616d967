using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using NewsApi.Content.Articles;
using NewsApi.Content.Publishing;
using NewsApi.Content.Webhooks;
using NewsApi.Tests.Content.Webhooks;
using NewsApi.Tests.House;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Hosting;

/// <summary>The README's configuration for Varnish, purged by a webhook.</summary>
[Trait("Needs", "Proxies")]
public sealed partial class VarnishTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Query = "graphql?query={articles{nodes{headline}}}";

    private readonly ArticleCommands _articles = new(server.Database.Database);

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Varnish_answers_from_memory_and_shows_every_change_as_soon_as_its_tags_are_announced()
    {
        var configuration = Configuration().Match(Repository.Read("README.md")).Groups["text"].Value;
        using var varnish = await VarnishProcess.StartAsync(configuration, server.Address);
        using var client = new HttpClient { BaseAddress = varnish.Address };
        await using var receiver = await WebhookReceiver.StartAsync((_, context) => BanAsync(client, context));
        await new WebhookStore(server.Database.Database).AddAsync(receiver.Url, null, null, Stopping);
        await PurgedAsync(receiver, "Warm-up");

        Assert.DoesNotContain("Harbour bridge", (await GetAsync(client)).Body, StringComparison.Ordinal);
        Assert.True((await GetAsync(client)).IsHit);
        var id = await PublishAsync("Harbour bridge reopens");
        await Poll.ReadUntilAsync(() => GetAsync(client), answer => answer.Body.Contains("Harbour bridge", StringComparison.Ordinal));
        await Poll.ReadUntilAsync(() => GetAsync(client), answer => answer.IsHit);

        await _articles.WithdrawAsync(id, null, null, Stopping);
        await Poll.ReadUntilAsync(() => GetAsync(client), answer => !answer.Body.Contains("Harbour bridge", StringComparison.Ordinal));
    }

    /// <summary>Waits until the service has claimed the webhook, and has sent the first announcement.</summary>
    private async Task PurgedAsync(WebhookReceiver receiver, string headline)
    {
        await PublishAsync(headline);
        await Poll.UntilAsync(() => receiver.Accepted.Count > 0);
    }

    /// <summary>The receiver of the README: passes the tags on, and accepts the announcement if Varnish has accepted them.</summary>
    private static async Task BanAsync(HttpClient varnish, HttpContext context)
    {
        context.Request.Body.Position = 0;
        var announcement = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, cancellationToken: Stopping);
        using var ban = new HttpRequestMessage(new HttpMethod("BAN"), "/");
        ban.Headers.Add("Tags", string.Join('|', announcement.GetProperty("tags").EnumerateArray()));
        using var banned = await varnish.SendAsync(ban, Stopping);
        context.Response.StatusCode = banned.IsSuccessStatusCode ? 204 : 502;
    }

    private static async Task<(string Body, bool IsHit)> GetAsync(HttpClient client)
    {
        using var response = await client.GetAsync(new Uri(Query, UriKind.Relative), Stopping);
        Assert.False(response.Headers.Contains("Cache-Tag"));

        // A hit has two numbers: of this request, and of the one that fetched the response.
        var isHit = response.Headers.GetValues("X-Varnish").Single().Contains(' ', StringComparison.Ordinal);
        return (await response.Content.ReadAsStringAsync(Stopping), isHit);
    }

    private async Task<long> PublishAsync(string headline)
    {
        var created = await _articles.CreateAsync(
            new ArticleDraft { Content = new ArticleContent { Headline = headline, Language = "en" } }, Stopping);
        var id = Assert.IsType<CommandResult<ArticleRef>.Committed>(created).Value.Id;
        await _articles.PublishAsync(id, null, null, Stopping);
        return id;
    }

    [GeneratedRegex(@"^```vcl\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Configuration();
}

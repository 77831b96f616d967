using System.Net.Http.Json;
using System.Runtime.Versioning;
using System.Text;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.Host.Access;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Telemetry;

/// <summary>The most talkative log: every category of .NET and of the service at the level Trace.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class LoggedSecretsTests(TestPostgres postgres)
{
    private const string Page = "{ articles(first: 1) { totalCount } }";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_key_and_no_token_is_in_the_log_at_any_level_wherever_a_client_sends_it()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var service = await WorkingService.StartAsync(
            postgres,
            ("NewsApi__Tokens__Authority", issuer.Address),
            ("NewsApi__Tokens__Audience", TestIssuer.Audience),
            ("Logging__LogLevel__Default", "Trace"),
            ("Logging__LogLevel__Microsoft.AspNetCore", "Trace"),
            ("Logging__LogLevel__Microsoft.EntityFrameworkCore", "Trace"),
            ("Logging__LogLevel__NewsApi.Access.ApiKeyHandler", "Trace"));
        string[] secrets =
        [
            service.Secret, await service.CreateKeyAsync(Role.Reader), "nwk_BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB", issuer.Sign(),
            issuer.Sign(from: TimeSpan.FromMinutes(-9), until: TimeSpan.FromMinutes(-1)),
            issuer.Sign(audience: "https://elsewhere.example"),
        ];
        foreach (var secret in secrets)
        {
            await SendEverywhereAsync(service.Client, secret);
        }

        // The log has the path of a request at this level, so this is the last line that matters.
        using var last = await service.Client.GetAsync(new Uri("the-last-request", UriKind.Relative), Cancel);
        await Poll.UntilAsync(() => service.Log.Contains("the-last-request", StringComparison.Ordinal));
        Assert.Contains("trce: ", service.Log, StringComparison.Ordinal);
        string[] parts = [.. secrets.SelectMany(s => s.Split('.', '_')).Where(p => p.Length > 20).Distinct()];
        string[] lines = [.. service.Log.Split('\n').Where(l => parts.Any(p => l.Contains(p, StringComparison.OrdinalIgnoreCase)))];
        Assert.True(lines.Length == 0, string.Join('\n', lines));
    }

    private static async Task SendEverywhereAsync(HttpClient client, string secret)
    {
        (string Header, string Value)[] headers =
        [
            ("Authorization", $"Bearer {secret}"), ("Authorization", $"Basic {secret}"), ("Authorization", secret), ("X-Api-Key", secret),
            ("Cookie", $"key={secret}"), ("Idempotency-Key", secret), ("traceparent", secret),
            ("News-At-Least", secret), ("Content-Encoding", secret),
        ];
        foreach (var (header, value) in headers)
        {
            await PostAsync(client, new { query = Page }, (header, value));
        }

        await PostAsync(client, new { query = $"query ({secret}" });
        await PostAsync(client, new { query = $$"""query { article(id: "{{secret}}") { headline } }""" });
        const string variable = "query ($key: Int) { articles(first: $key) { totalCount } }";
        await PostAsync(client, new { query = variable, variables = new { key = secret } });
        await PostAsync(client, new { query = Page, extensions = new { persistedQuery = new { version = 1, sha256Hash = secret } } });
        await PostAsync(client, new { id = secret });
        await PostAsync(client, new { query = Page, operationName = secret });
        using var address = await client.GetAsync(
            new Uri($"graphql?query={Uri.EscapeDataString(Page)}&access_token={secret}", UriKind.Relative), Cancel);
        using var text = new StringContent(secret, Encoding.UTF8, "application/json");
        using var item = await client.PostAsync(new Uri("ingest/ninjs", UriKind.Relative), text, Cancel);
        var service = client.BaseAddress!; // The client has the address of the service.
        foreach (var parameters in (object[])
            [new { authorization = $"Bearer {secret}" }, new { authorization = secret }, new { apiKey = secret }, secret])
        {
            using var socket = await SocketClient.SubscribeAsync(service, Page, connectionParameters: parameters);
            await socket.NextAsync();
        }
    }

    private static async Task PostAsync(HttpClient client, object body, (string Name, string Value)? header = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "graphql") { Content = JsonContent.Create(body) };
        if (header is var (name, value))
        {
            Assert.True(
                request.Headers.TryAddWithoutValidation(name, value) || request.Content.Headers.TryAddWithoutValidation(name, value));
        }

        using var response = await client.SendAsync(request, Cancel);
    }
}

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NewsApi.Content.Access;
using NewsApi.Content.Access.Keys;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Perimeter;

/// <summary>A page of another origin in a real browser. The page is isolated (COEP), which is the strictest that a site can be.</summary>
[Trait("Needs", "Browser")]
public sealed class OtherOriginBrowserTests(TestPostgres postgres) : IAsyncLifetime
{
    private const string Subscription =
        "subscription ($after: String) { articlePublished(after: $after) { cursor article { headline } } }";

    private const string Begin =
        $$"""
        const [service, after, key] = arguments;
        const done = arguments[arguments.length - 1];
        const query = '{{Subscription}}';
        const fail = error => done(`failed: ${error?.message ?? error?.reason ?? error}`);
        """;

    private readonly WebApplication _site = MakeSite();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Scripts that call <c>done</c> with what they received.</summary>
    private static readonly Dictionary<string, string> Scripts = new()
    {
        ["a query with a key"] =
            """
            fetch(service + 'graphql', {
              method: 'POST', headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
              body: JSON.stringify({ query: '{ articles { nodes { headline } } }' }),
            }).then(async r => done(
              /^[0-9a-f]+-\d+$/.test(r.headers.get('News-Cursor')) && (await r.json()).data.articles.nodes[0].headline)).catch(fail);
            """,
        ["an EventSource"] =
            """
            const url = `${service}graphql?query=${encodeURIComponent(query)}&variables=${encodeURIComponent(JSON.stringify({ after }))}`;
            const source = new EventSource(url);
            source.onerror = () => fail('the stream ended');
            source.addEventListener('next', event => {
              const { data } = JSON.parse(event.data);
              if (data) { source.close(); done(data.articlePublished.article.headline); }
            });
            """,
        ["a WebSocket"] =
            """
            const socket = new WebSocket(`${service.replace('http', 'ws')}graphql`, 'graphql-transport-ws');
            socket.onerror = fail;
            socket.onclose = fail;
            socket.onopen = () => socket.send(JSON.stringify({ type: 'connection_init', payload: { Authorization: `Bearer ${key}` } }));
            socket.onmessage = ({ data }) => {
              const message = JSON.parse(data);
              if (message.type === 'connection_ack') {
                socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query, variables: { after } } }));
              } else if (message.type === 'next') {
                done(message.payload.data.articlePublished.article.headline);
              }
            };
            """,
        ["the client module"] =
            """
            import(`${service}live/newsapi.js`).then(({ createFetchClient, resuming }) => {
              const client = resuming(createFetchClient(`${service}graphql`), () => Promise.resolve(after));
              client.subscribe({ query, variables: { after } }, {
                next: ({ data }) => data && done(data.articlePublished.article.headline), error: fail, complete: () => fail('completed'),
              });
            }).catch(fail);
            """,
        ["a picture of the sample content"] =
            """
            const picture = new Image();
            picture.onload = () => done('Seen elsewhere');
            picture.onerror = () => fail('the picture');
            picture.src = `${service}sample/arisawa-desk.svg`;
            """,
    };

    public async ValueTask InitializeAsync() => await _site.StartAsync(Cancel);

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData("a query with a key")]
    [InlineData("an EventSource")]
    [InlineData("a WebSocket")]
    [InlineData("the client module")]
    [InlineData("a picture of the sample content")]
    public async Task A_page_of_another_origin_uses(string what)
    {
        await using var server = await TestServer.StartAsync(postgres);
        Assert.Equal("Seen elsewhere", await RunAsync(server, Scripts[what]));
    }

    [Theory]
    [InlineData("a query with a key")]
    [InlineData("an EventSource")]
    [InlineData("a WebSocket")]
    public async Task A_page_of_an_origin_that_is_not_listed_gets_neither_query_nor_subscription(string what)
    {
        await using var server = await TestServer.StartAsync(postgres, "--NewsApi:Cors:Origins", "https://news.example");
        Assert.StartsWith("failed: ", await RunAsync(server, Scripts[what]), StringComparison.Ordinal);
    }

    private async Task<string?> RunAsync(TestServer server, string script)
    {
        var page = await server.QueryAsync("{ articles { wireCursor } }");
        var after = page.GetProperty("articles").GetProperty("wireCursor").GetString();
        await server.Newsroom.PublishAsync("Seen elsewhere");
        var made = await server.Service.Services.GetRequiredService<ApiKeys>().CreateAsync("a page", Role.Reader, null, Cancel);
        var key = Assert.IsType<CreatedKey.Created>(made).Secret;

        // The browser's calls block; the test's thread is not theirs to hold.
        return await Task.Run(
            () =>
            {
                using var browser = new BrowserPage(new Uri(_site.Urls.Single()));
                return browser.RunAsync(Begin + script, server.Address.ToString(), after, key) as string;
            },
            Cancel);
    }

    private static WebApplication MakeSite()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var site = builder.Build();
        site.Urls.Add("http://127.0.0.1:0");
        site.MapGet("/", context =>
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            context.Response.Headers["Cross-Origin-Embedder-Policy"] = "require-corp";
            return context.Response.WriteAsync("<!doctype html><title>Another site</title>", context.RequestAborted);
        });
        return site;
    }
}

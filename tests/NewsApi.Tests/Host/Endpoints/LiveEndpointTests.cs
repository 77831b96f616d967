using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Endpoints;

public sealed class LiveEndpointTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task The_live_page_redirects_to_its_one_address_and_keeps_the_query_string()
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler) { BaseAddress = server.Address };
        using var response = await browser.GetAsync("live?topic=railways", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal("live/?topic=railways", response.Headers.Location?.ToString());
    }

    [Theory]
    [InlineData("live", "text/html")]
    [InlineData("live/", "text/html")]
    [InlineData("live/live.css", "text/css")]
    [InlineData("live/live.js", "text/javascript")]
    [InlineData("live/documents.js", "text/javascript")]
    [InlineData("live/icon.svg", "image/svg+xml")]
    [InlineData("live/newsapi.js", "text/javascript")]
    [InlineData("live/newsapi.d.ts", "application/typescript")]
    public async Task Browsers_revalidate_the_files_of_the_live_page_and_get_304_if_unchanged(string address, string mediaType)
    {
        using var response = await GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(mediaType, response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("no-cache", response.Headers.CacheControl?.ToString());
        Assert.StartsWith("default-src 'self'", Assert.Single(response.Headers.GetValues("Content-Security-Policy")),
            StringComparison.Ordinal);

        using var again = await GetAsync(address, response.Headers.ETag);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task The_client_module_can_be_imported_by_other_origins_is_below_7_KB_and_imports_nothing()
    {
        using var response = await GetAsync("live/newsapi.js");
        Assert.Equal("*", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.InRange(await CompressedSizeAsync(text), 1000, 7000);
        Assert.DoesNotMatch(@"^import\b|\bimport\(", text);
    }

    [Fact]
    public async Task The_live_page_has_no_inline_scripts_or_styles()
    {
        using var response = await GetAsync("live/");
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotMatch(@"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|https?://", text);
    }

    [Fact]
    public async Task The_modules_of_the_live_page_insert_no_markup_are_short_and_are_below_25_KB_in_all()
    {
        var sizes = 0;
        foreach (var file in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "live"), "*.js").Select(Path.GetFileName))
        {
            using var script = await GetAsync($"live/{file}");
            var text = await script.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotMatch("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|setHTML", text);
            if (file != "newsapi.js")
            {
                Assert.InRange(text.Split('\n').Length, 10, 300);
            }

            sizes += await CompressedSizeAsync(text);
        }

        Assert.InRange(sizes, 5_000, 25_000);
    }

    private static async Task<int> CompressedSizeAsync(string text)
    {
        using var compressed = new MemoryStream();
        await using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(text), TestContext.Current.CancellationToken);
        }

        return (int)compressed.Length;
    }

    private async Task<HttpResponseMessage> GetAsync(string address, EntityTagHeaderValue? known = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (known is not null)
        {
            request.Headers.IfNoneMatch.Add(known);
        }

        return await server.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}

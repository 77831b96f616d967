using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using NewsApi.Endpoints;
using NewsApi.Hosting;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Endpoints;

public sealed class SamplePicturesTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Every_picture_of_the_sample_is_served_in_the_sizes_that_it_names()
    {
        await SampleContent.LoadIntoEmptyAsync(
            server.Database.Database, TimeProvider.System, NullLogger.Instance, TestContext.Current.CancellationToken, server.Address);
        var data = await server.QueryAsync(
            "{ articles(first: 50) { nodes { ...P } } more: articles(first: 50, order: { publishedAt: ASC }) { nodes { ...P } } } "
            + "fragment P on Article { images { url small: url(width: 300) medium: url(width: 640) width renditions { url width contentType } } }");
        var images = new[] { "articles", "more" }
            .SelectMany(list => data.GetProperty(list).GetProperty("nodes").EnumerateArray())
            .SelectMany(article => article.GetProperty("images").EnumerateArray()).ToList();
        Assert.InRange(images.DistinctBy(i => i.GetProperty("url").GetString()).Count(), 19, 19);
        foreach (var image in images)
        {
            Assert.EndsWith("-400.svg", image.GetProperty("small").GetString(), StringComparison.Ordinal);
            Assert.EndsWith("-800.svg", image.GetProperty("medium").GetString(), StringComparison.Ordinal);
            foreach (var rendition in image.GetProperty("renditions").EnumerateArray())
            {
                using var response = await server.Client.GetAsync(
                    new Uri(rendition.GetProperty("url").GetString()!), TestContext.Current.CancellationToken); // The schema says URL!.
                Assert.Equal(HttpStatusCode.OK, response.StatusCode);
                Assert.Equal(rendition.GetProperty("contentType").GetString(), response.Content.Headers.ContentType?.MediaType);
                var drawing = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                Assert.Contains($"width=\"{rendition.GetProperty("width")}\"", drawing, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("http://localhost:5080", "http://localhost:5080/")]
    [InlineData("http://+:5080", "http://localhost:5080/")]
    [InlineData("http://0.0.0.0:8080;https://0.0.0.0:8443", "http://localhost:8080/")]
    [InlineData("http://[::]:8080", "http://localhost:8080/")]
    [InlineData("http://127.0.0.1:0", null)]
    [InlineData(null, null)]
    public void The_URLs_of_pictures_are_reachable_by_a_browser(string? urls, string? expected) =>
        Assert.Equal(expected, SamplePictures.FindService(urls)?.ToString());
}

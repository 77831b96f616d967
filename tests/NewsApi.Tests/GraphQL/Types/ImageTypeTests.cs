using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Types;

public sealed class ImageTypeTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Query =
        """
        query($slug: String) { article(slug: $slug) { images {
          url exact: url(width: 800) between: url(width: 500) wide: url(width: 5000) focalPoint { x y } renditions { url width role } } } }
        """;

    [Fact]
    public async Task The_narrowest_rendition_that_is_wide_enough_is_chosen()
    {
        var image = await StoreAndReadAsync(
            """
            [{"url":"https://x/b.jpg","width":1600,"focalPoint":{"x":0.25,"y":0.5},"renditions":[{"url":"https://x/b.jpg","width":1600},
            {"url":"https://x/s.jpg","width":400,"role":"thumbnail"},{"url":"https://x/m.jpg","width":800},{"url":"https://x/?.jpg"}]}]
            """);
        Assert.Equal("https://x/b.jpg", image.GetProperty("url").GetString());
        Assert.Equal("https://x/m.jpg", image.GetProperty("exact").GetString());
        Assert.Equal("https://x/m.jpg", image.GetProperty("between").GetString());
        Assert.Equal("https://x/b.jpg", image.GetProperty("wide").GetString());
        Assert.Equal("""{"x":0.25,"y":0.5}""", image.GetProperty("focalPoint").GetRawText());
        Assert.Equal(4, image.GetProperty("renditions").GetArrayLength());
    }

    [Fact]
    public async Task A_rendition_that_browsers_do_not_show_or_that_is_a_crop_is_not_chosen()
    {
        var image = await StoreAndReadAsync(
            """
            [{"url":"https://x/b.jpg","width":1400,"height":933,"renditions":[
            {"url":"https://x/o.tif","width":6000,"height":4000,"contentType":"image/tiff"},{"url":"https://x/b.jpg","width":1400,"height":933},
            {"url":"https://x/square.jpg","width":800,"height":800},{"url":"https://x/m.jpg","width":900,"height":600}]}]
            """);
        Assert.Equal("https://x/m.jpg", image.GetProperty("exact").GetString());
        Assert.Equal("https://x/b.jpg", image.GetProperty("wide").GetString());
    }

    [Fact]
    public async Task A_crop_is_chosen_if_no_smaller_rendition_has_the_shape_of_the_picture()
    {
        var image = await StoreAndReadAsync(
            """
            [{"url":"https://x/b.jpg","width":6000,"height":4000,"renditions":[{"url":"https://x/b.jpg","width":6000,"height":4000},
            {"url":"https://x/square.jpg","width":800,"height":800}]}]
            """);
        Assert.Equal("https://x/square.jpg", image.GetProperty("between").GetString());
    }

    [Fact]
    public async Task An_image_stored_by_an_older_version_is_its_own_only_rendition()
    {
        var image = await StoreAndReadAsync("""[{"url":"https://x/a.jpg","caption":"Harbour","width":1600,"role":"main"}]""");
        Assert.Equal("https://x/a.jpg", image.GetProperty("between").GetString());
        Assert.Equal(
            """[{"url":"https://x/a.jpg","width":1600,"role":"main"}]""", image.GetProperty("renditions").GetRawText());
    }

    private async Task<System.Text.Json.JsonElement> StoreAndReadAsync(string images)
    {
        var article = Some.PublicArticle();
        await server.Database.StoreAsync(article);
        await using var update = server.Database.Source.CreateCommand("update article set images = $1::jsonb where id = $2");
        update.Parameters.Add(new Npgsql.NpgsqlParameter { Value = images });
        update.Parameters.Add(new Npgsql.NpgsqlParameter { Value = article.Id });
        await update.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        var data = await server.QueryAsync(Query, new { slug = article.Slug });
        return Assert.Single(data.GetProperty("article").GetProperty("images").EnumerateArray());
    }
}

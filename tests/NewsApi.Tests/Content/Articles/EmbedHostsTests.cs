using NewsApi.Content.Articles;
using Xunit;

namespace NewsApi.Tests.Content.Articles;

public sealed class EmbedHostsTests
{
    private const string Post =
        "<blockquote class=\"post\"><p>Hi</p></blockquote><script async src=\"https://platform.posts.example/w.js\"></script>";

    [Theory]
    [InlineData("<p>a</p><iframe src=\"https://maps.other.example/1\"></iframe>", "<p>a</p>", "iframe of maps.other.example")]
    [InlineData("<p>a</p><iframe src=\"http://video.example/1\"></iframe>", "<p>a</p>", "iframe of video.example")]
    [InlineData("<p>a</p><iframe srcdoc=\"<b>x</b>\"></iframe>", "<p>a</p>", "iframe of no host")]
    [InlineData("<p>a</p><video><source src=\"https://v.other.example/1.mp4\"></video>", "<p>a</p>", "video of v.other.example")]
    [InlineData("<blockquote class=\"x\"><p>Hi</p></blockquote><script src=\"//p.other.example/w.js\"></script>",
        "<blockquote><p>Hi</p></blockquote>", "script of p.other.example")]
    [InlineData("<p>a</p><iframe src=\"https://notvideo.example/1\"></iframe>", "<p>a</p>", "iframe of notvideo.example")]
    public void An_embed_of_a_host_that_is_not_allowed_is_removed_and_reported(string html, string kept, string dropped)
    {
        var body = ArticleBody.Sanitised(html, EmbedHosts.Parse("video.example; Posts.Example"));

        Assert.Equal((kept, dropped), (body.Html, Assert.Single(body.DroppedEmbeds)));
    }

    [Theory]
    [InlineData("<p>a</p><iframe src=\"https://video.example/1\" width=\"5\" onload=\"x()\"></iframe>",
        "<p>a</p><p><iframe src=\"https://video.example/1\" width=\"5\"></iframe></p>")]
    [InlineData("<div><iframe src=\"https://player.video.example/1\" title=\"t\"></iframe></div>",
        "<p><iframe src=\"https://player.video.example/1\" title=\"t\"></iframe></p>")]
    [InlineData(Post, "<blockquote class=\"post\"><p>Hi</p></blockquote>")]
    public void An_embed_of_an_allowed_host_is_kept_without_its_script(string html, string kept)
    {
        var body = ArticleBody.Sanitised(html, EmbedHosts.Parse("video.example;posts.example"));

        Assert.Equal(kept, body.Html);
        Assert.Empty(body.DroppedEmbeds);
    }

    [Fact]
    public void A_class_attribute_is_removed_from_an_element_that_is_no_embedded_post() =>
        Assert.Equal("<p>a</p>", ArticleBody.Sanitised("<p class=\"x\">a</p>", EmbedHosts.Parse("posts.example")).Html);
}

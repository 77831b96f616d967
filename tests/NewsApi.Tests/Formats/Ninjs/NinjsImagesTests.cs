using Xunit;

namespace NewsApi.Tests.Formats.Ninjs;

public sealed class NinjsImagesTests
{
    [Theory]
    [InlineData("image/tiff", "image/jpeg", "https://x/small.jpg")]
    [InlineData("image/jpeg", "image/tiff", "https://x/large.jpg")]
    [InlineData("image/heic", "image/webp", "https://x/small.jpg")]
    [InlineData("image/tiff", "image/tiff", "https://x/large.jpg")]
    [InlineData("image/png", "image/jpeg", "https://x/large.jpg")]
    public void The_largest_rendition_that_browsers_show_is_the_url(string large, string small, string url)
    {
        var article = TestReader.Article(TestReader.Item($$"""
            ,"associations":[{"name":"main","uri":"urn:p","type":"picture","renditions":[
              {"name":"large","href":"https://x/large.jpg","contentType":"{{large}}","width":6000},
              {"name":"small","href":"https://x/small.jpg","contentType":"{{small}}","width":800}]}]
            """));

        Assert.Equal(url, Assert.Single(article.Content.Images).Url);
        Assert.Equal(
            large == small, article.Warnings.Any(w => w.Message.Contains("no rendition that browsers show", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("\"alttext\":\"A red boat\"")]
    [InlineData("\"alt_text\":\"A red boat\"")]
    [InlineData("\"altText\":\"A red boat\"")]
    [InlineData("\"description_alttext\":\"A red boat\"")]
    [InlineData("\"body_text\":\"A red boat\"")]
    [InlineData("\"descriptions\":[{\"role\":\"altText\",\"value\":\"A red boat\"}]")]
    public void The_alternative_text_is_read_from_where_systems_keep_it(string property)
    {
        var article = TestReader.Article("""
            {"uri":"urn:a","headline":"b","associations":{"featuremedia":{"type":"picture","guid":"urn:p","description_text":"Harbour.",
              PROPERTY,"renditions":{"original":{"href":"https://x/a.jpg","mimetype":"image/jpeg"}}}}}
            """.Replace("PROPERTY", property, StringComparison.Ordinal));

        var image = Assert.Single(article.Content.Images);
        Assert.Equal(("Harbour.", "A red boat"), (image.Caption, image.AltText));
    }

    [Theory]
    [InlineData("\"embargoed\":[\"2030-01-01T00:00:00Z\"]")]
    [InlineData("\"pubstatus\":[\"usable\"]")]
    public void A_picture_whose_hold_cannot_be_read_is_left_out(string property)
    {
        var article = TestReader.Article("""
            {"uri":"urn:a","headline":"b","associations":{"main":{"type":"picture",PROPERTY,
              "renditions":{"x":{"href":"https://x/a.jpg"}}}}}
            """.Replace("PROPERTY", property, StringComparison.Ordinal));

        Assert.Empty(article.Content.Images);
        Assert.Contains(article.Warnings, w => w.Name == "associations withheld");
    }
}

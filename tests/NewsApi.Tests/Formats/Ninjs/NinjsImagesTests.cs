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
    public void The_url_of_an_image_is_its_largest_rendition_that_browsers_show(string large, string small, string url)
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

    [Fact]
    public void All_renditions_are_kept_and_the_point_of_interest_becomes_a_relative_focal_point()
    {
        var article = TestReader.Article("""
            {"uri":"urn:a","headline":"b","associations":{"featuremedia":{"type":"picture","guid":"urn:p","renditions":{
              "original":{"href":"https://x/o.tif","mimetype":"image/tiff","width":4000,"height":3000},
              "view":{"href":"https://x/v.jpg","mimetype":"image/jpeg","width":800,"height":600,"poi":{"x":200,"y":450}},
              "none":{"href":"/relative.jpg"}}}}}
            """);

        var image = Assert.Single(article.Content.Images);
        Assert.Equal("https://x/v.jpg", image.Url);
        Assert.Equal(["https://x/o.tif", "https://x/v.jpg"], image.Renditions.Select(r => r.Url));
        Assert.Equal(["original", "view"], image.Renditions.Select(r => r.Role));
        Assert.Equal((0.25, 0.75), (image.FocalPoint?.X, image.FocalPoint?.Y));
    }

    [Fact]
    public void The_focal_point_is_that_of_the_best_rendition_and_a_size_of_zero_is_unknown()
    {
        var article = TestReader.Article("""
            {"uri":"urn:a","headline":"b","associations":{"featuremedia":{"type":"picture","guid":"urn:p","renditions":{
              "4-3":{"href":"https://x/c.jpg","mimetype":"image/jpeg","width":800,"height":600,"poi":{"x":80,"y":60}},
              "original":{"href":"https://x/o.jpg","mimetype":"image/jpeg","width":1600,"height":1200,"poi":{"x":800,"y":300}},
              "thumbnail":{"href":"https://x/t.jpg","mimetype":"image/jpeg","width":0,"height":0}}}}}
            """);

        var image = Assert.Single(article.Content.Images);
        Assert.Equal((0.5, 0.25), (image.FocalPoint?.X, image.FocalPoint?.Y));
        Assert.Equal((null, null), (image.Renditions[2].Width, image.Renditions[2].Height));
    }

    [Theory]
    [InlineData("\"alttext\":\"A red boat\"")]
    [InlineData("\"alt_text\":\"A red boat\"")]
    [InlineData("\"altText\":\"A red boat\"")]
    [InlineData("\"description_alttext\":\"A red boat\"")]
    [InlineData("\"body_text\":\"A red boat\"")]
    [InlineData("\"descriptions\":[{\"role\":\"altText\",\"value\":\"A red boat\"}]")]
    public void The_alternative_text_of_an_image_is_read_from_each_known_property(string property)
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
    public void A_picture_with_an_unreadable_embargo_or_status_is_omitted(string property)
    {
        var article = TestReader.Article("""
            {"uri":"urn:a","headline":"b","associations":{"main":{"type":"picture",PROPERTY,
              "renditions":{"x":{"href":"https://x/a.jpg"}}}}}
            """.Replace("PROPERTY", property, StringComparison.Ordinal));

        Assert.Empty(article.Content.Images);
        Assert.Contains(article.Warnings, w => w.Name == "associations withheld");
    }

    [Fact]
    public void Only_pictures_with_an_absolute_URL_and_without_an_embargo_become_images()
    {
        var article = TestReader.Article(TestReader.Item("""
            ,"associations":[
              {"uri":"urn:1","name":"relative","type":"picture","renditions":[{"name":"x","href":"/a.jpg","contentType":"image/jpeg"}]},
              {"uri":"urn:2","name":"script","type":"picture","renditions":[{"name":"x","href":"javascript:alert(1)","contentType":"image/jpeg"}]},
              {"uri":"urn:3","name":"held","type":"picture","embargoedUntil":"2030-01-01T00:00:00Z","renditions":[{"name":"x","href":"https://x/held.jpg"}]},
              {"uri":"urn:4","name":"film","type":"video","renditions":[{"name":"x","href":"https://x/film.mp4","contentType":"video/mp4"}]},
              {"uri":"https://x/logo.png?a","name":"logo","type":"graphic"},
              {"uri":"urn:5","name":"again","type":"picture","renditions":[{"name":"x","href":"https://x/logo.png?a"}]}]
            """));

        var image = Assert.Single(article.Content.Images);
        Assert.Equal(("https://x/logo.png?a", "logo"), (image.Url, image.Role));
        Assert.Equal(["associations[].renditions[].href", "associations withheld"], article.Warnings.Select(w => w.Name));
    }
}

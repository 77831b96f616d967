using NewsApi.Content.Articles;
using Xunit;

namespace NewsApi.Tests.Formats.Ninjs;

/// <summary>Items of real feeds that violate the standard, read as far as possible.</summary>
public sealed class NinjsLeniencyTests
{
    [Theory]
    [InlineData(",\"urgency\":\"3\"", "urgency", "it was read as 3")]
    [InlineData(",\"urgency\":\"very\"", "urgency", "is \"very\", which is not a number; it was left out")]
    [InlineData(",\"urgency\":11", "urgency", "is 11, not a whole number from 1 to 9; it was left out")]
    [InlineData(",\"urgency\":{}", "urgency", "must be a number, but is an object; it was left out")]
    [InlineData(",\"people\":{\"name\":\"Ada\"}", "people", "must be a list, but is an object; it was left out")]
    [InlineData(",\"people\":[5]", "people[]", "'people[0]' must be an object, but is a number; it was left out")]
    [InlineData(",\"by\":[\"Ada\",\"Bo\"]", "by", "must be text, but is a list; it was left out")]
    [InlineData(",\"located\":5", "located", "is a number instead of text; it was read as \"5\"")]
    [InlineData(",\"language\":\"English\"", "language", "is \"English\", not a language tag such as en or en-GB; it was left out")]
    [InlineData(",\"bodies\":\"Text\"", "bodies", "must be a list, but is text; it was left out")]
    [InlineData(",\"type\":\"blog\"", "type", "It was read all the same")]
    [InlineData(",\"edNote\":5", "edNote", "It is kept in the stored document only")]
    [InlineData(",\"places\":[{\"name\":\"Oslo\",\"geoJSON\":{\"type\":\"Dot\"}}]", "places[].geoJSON", "left out: it must have the type")]
    [InlineData(",\"renditions\":[{\"href\":\"https://x/a.jpg\"}]", "renditions[].name", "it is required. The item was read without it")]
    [InlineData(",\"standard\":{\"version\":\"3.0\"},\"embargoed\":\"2026-01-01T00:00:00Z\"", "embargoed",
        "is not a property of ninjs 3.0. It was read all the same")]
    [InlineData(",\"people\":[{\"name\":\"Ada\"}],\"person\":[{\"name\":\"Bo\"}]", "person", "different values; 'person' was left out")]
    public void An_invalid_optional_property_gives_a_warning_with_its_treatment_and_the_item_is_read(
        string more, string name, string message)
    {
        var article = TestReader.Article(TestReader.Item(more));

        var warning = Assert.Single(article.Warnings, w => w.Name == name);
        Assert.Contains(message, warning.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_in_quotes_are_read_and_a_fraction_of_a_pixel_is_omitted()
    {
        var article = TestReader.Article("""
            {"uri":"urn:a","headline":"b","version":3,"urgency":"3","renditions":{
              "main":{"href":"https://x/a.jpg","mimetype":"image/jpeg","width":"172","height":172.5}}}
            """);

        var image = Assert.Single(article.Content.Images);
        Assert.Equal(("3", 3, 172, null), (article.Version, article.Content.Urgency, image.Width, image.Height));
        Assert.Contains(article.Warnings, w => w.Name == "renditions.main.height" && w.Message.Contains("172.5", StringComparison.Ordinal));
    }

    [Fact]
    public void Character_references_in_plain_text_are_decoded_once()
    {
        var article = TestReader.Article("""
            {"uri":"urn:a","headlines":[{"value":"Marks &amp; Spencer&#8217;s &amp;lt;b&gt;"},{"role":"kicker","value":"R&amp;D"}],
             "by":"By O&#39;Neill","located":"K&ouml;ln","descriptions":[{"value":"a &lt; b"}],"bodies":[{"value":"Q&amp;A & more"}],
             "people":[{"name":"S&oslash;ren"}],"infoSources":[{"name":"A&amp;P"}]}
            """);

        var content = article.Content;
        Assert.Equal(("Marks & Spencer\u2019s &lt;b>", "R&D", "By O'Neill", "Köln", "a < b"),
            (content.Headline, content.Kicker, content.Byline, content.Dateline, content.Summary));
        Assert.Equal("<p>Q&amp;A &amp; more</p>", content.Body);
        Assert.Equal(("Søren", "A&P"), (Assert.Single(article.Mentions).Name, content.Source));
    }

    [Theory]
    [InlineData("en_US", "en-US")]
    [InlineData("zh_Hant_TW", "zh-Hant-TW")]
    [InlineData("nb-NO", "nb-NO")]
    [InlineData("Norwegian", LanguageTag.Unknown)]
    public void A_locale_is_read_as_a_language_tag(string language, string tag) =>
        Assert.Equal(tag, TestReader.Article(TestReader.Item($",\"language\":\"{language}\"")).Content.Language);

    [Theory]
    [InlineData("""{"code":"medtop:04000000","name":"Economy"}""", "medtop:04000000")]
    [InlineData("""{"literal":"tt:4711"}""", "tt:4711")]
    [InlineData("""{"code":"04000000","scheme":"medtop","name":"Economy"}""", "medtop:04000000")]
    [InlineData("""{"code":"04000000","scheme":"http://cv.example/topics","name":"Economy"}""", "http://cv.example/topics/04000000")]
    [InlineData("""{"code":"medtop:04000000","scheme":"http://cv.example/topics/","name":"Economy"}""", "medtop:04000000")]
    [InlineData("""{"code":"04000000","name":"Economy"}""", null)]
    [InlineData("""{"uri":"urn:t","code":"medtop:04000000","name":"Economy"}""", "urn:t")]
    public void A_code_identifies_a_topic_within_its_vocabulary(string subject, string? uri) =>
        Assert.Equal(uri, Assert.Single(TestReader.Article(TestReader.Item($",\"subjects\":[{subject}]")).Mentions).Uri);
}

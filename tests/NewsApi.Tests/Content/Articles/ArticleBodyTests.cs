using NewsApi.Content.Articles;
using Xunit;

namespace NewsApi.Tests.Content.Articles;

public sealed class ArticleBodyTests
{
    [Theory]
    [InlineData("<p>a<script>alert(1)</script>b</p>", "<p>ab</p>")]
    [InlineData("<p onclick=\"x()\" style=\"color:red\" class=\"c\" id=\"i\">a</p>", "<p>a</p>")]
    [InlineData("<p><a href=\"javascript:alert(1)\">a</a></p>", "<p>a</p>")]
    [InlineData("<p><a href=\"JaVa\tScript:alert(1)\">a</a></p>", "<p>a</p>")]
    [InlineData("<p><a href=\"/relative\">a</a></p>", "<p>a</p>")]
    [InlineData("<p><a href=\"https://example.org/?a=1&amp;b=2\" target=\"_blank\" rel=\"sponsored\">a</a></p>",
        "<p><a href=\"https://example.org/?a=1&amp;b=2\" rel=\"sponsored\">a</a></p>")]
    [InlineData("<p><a href=\"mailto:desk@example.org\">a</a></p>", "<p><a href=\"mailto:desk@example.org\">a</a></p>")]
    [InlineData("<style>p{}</style><p>a</p><iframe src=\"https://example.org\">b</iframe><object>c</object><svg><p>d</p></svg>",
        "<p>a</p><p>d</p>")]
    [InlineData("<img src=x onerror=alert(1)><p>a</p>", "<p>a</p>")]
    [InlineData("<p>a<img src=\"http://example.org/a.jpg\">b</p>", "<p>ab</p>")]
    [InlineData("<figure><img src=\"https://example.org/a.jpg\" alt=\"x\"><figcaption>b</figcaption></figure>",
        "<figure><img src=\"https://example.org/a.jpg\" alt=\"x\"><figcaption>b</figcaption></figure>")]
    [InlineData("<figure><img src=\"data:image/png;base64,AAAA\"></figure><p>a</p>", "<p>a</p>")]
    [InlineData("<p>a</p><noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">b</noscript>", "<p>a</p>")]
    [InlineData("<p>a<!-- b -->c</p>", "<p>ac</p>")]
    public void Scripts_comments_and_unsafe_elements_are_removed_from_a_body(string html, string expected)
    {
        var actual = ArticleBody.Sanitised(html).Html;

        Assert.DoesNotContain("alert", actual, StringComparison.Ordinal);
        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData("Just text", "<p>Just text</p>")]
    [InlineData("<div>One</div><div>Two <b>bold</b></div>", "<p>One</p><p>Two <strong>bold</strong></p>")]
    [InlineData("One<br><br>Two<br>still two", "<p>One</p><p>Two<br>still two</p>")]
    [InlineData("<div><p>One</p>loose<p>Two</p></div>", "<p>One</p><p>loose</p><p>Two</p>")]
    [InlineData("<h1>Head</h1><font size=3>One</font>", "<h2>Head</h2><p>One</p>")]
    [InlineData("<strong><p>One</p><p>Two</p></strong>", "<p>One</p><p>Two</p>")]
    [InlineData("<blockquote>Said</blockquote>", "<blockquote><p>Said</p></blockquote>")]
    [InlineData("<ul><li>a</li><li><p>b</p></li><li><div>c</div></li></ul>", "<ul><li>a</li><li><p>b</p></li><li>c</li></ul>")]
    [InlineData("<h2><div>Head</div></h2>", "<h2> Head </h2>")]
    [InlineData("<p>a</p><p></p><p>&nbsp;</p><p>b</p>", "<p>a</p><p>b</p>")]
    [InlineData("<html><head><title>t</title></head><body><p>a</p></body></html>", "<p>a</p>")]
    [InlineData("<p>a <em></em>b</p>", "<p>a b</p>")]
    public void Every_word_of_a_sanitised_body_is_in_a_block_element(string html, string expected) =>
        Assert.Equal(expected, ArticleBody.Sanitised(html).Html);

    [Theory]
    [InlineData("<p>One\n  line</p> <p>Two</p>", "One line\n\nTwo")]
    [InlineData("<p>One<br>line</p>", "One\nline")]
    [InlineData("<h2>Head</h2><ul><li>a</li><li>b<ul><li>c</li></ul></li></ul><p>d</p>", "Head\n\na\nb\nc\n\nd")]
    [InlineData("<table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table><p>x</p>", "a\tb\n1\t2\n\nx")]
    [InlineData("<p><em>a</em> b<strong> c</strong></p>", "a b c")]
    [InlineData("<p>&lt;SRD&gt; &amp; \U0001F600</p>", "<SRD> & \U0001F600")]
    [InlineData("<pre>a\n  b</pre>", "a\n  b")]
    [InlineData("<blockquote><p>a</p><p>b</p></blockquote>", "a\n\nb")]
    public void The_text_of_a_body_has_a_blank_line_between_blocks(string html, string expected)
    {
        Assert.Equal(expected, ArticleBody.Sanitised(html).Text);
        Assert.Equal(expected, ArticleBody.Trusted(html).Text);
    }

    [Theory]
    [InlineData("<p>a &amp; b</p><p>&lt;c&gt; &quot;d&quot; &#39;e&#39;</p>")]
    [InlineData("<p>a<br>b<br/>c<br />d</p>\n<p>  e\tf </p>")]
    [InlineData("plain &amp; simple")]
    [InlineData("<p></p><p>a</p>")]
    [InlineData("<p>a&nbsp;b &eacute;</p><p>c <em>d</em></p>")]
    public void The_text_of_a_trusted_body_equals_that_of_the_parsed_document(string html)
    {
        var document = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);

        Assert.Equal(NormalText(document.Body!), ArticleBody.Trusted(html).Text);
        Assert.Equal(html, ArticleBody.Trusted(html).Html);
    }

    [Theory]
    [InlineData("One two-three, don't. 1,234.5 – four", 5)]
    [InlineData("— - … !", 0)]
    [InlineData("Слово за слово", 3)]
    [InlineData("北京欢迎你", 5)]
    [InlineData("東京2020オリンピック", 9)]
    [InlineData("", 0)]
    public void Words_are_counted_in_any_script(string text, int expected) =>
        Assert.Equal(expected, ArticleBody.Trusted($"<p>{text}</p>").WordCount);

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    [InlineData("<p> </p><script>1</script>")]
    public void A_body_without_text_is_sanitised_to_None(string? html) => Assert.Equal(ArticleBody.None, ArticleBody.Sanitised(html));

    [Fact]
    public void A_body_that_nests_too_deep_is_rejected()
    {
        Assert.Throws<FormatException>(() => ArticleBody.Sanitised(string.Concat(Enumerable.Repeat("<div>", 20_000)) + "deep"));
    }

    private static string NormalText(AngleSharp.Dom.IElement body)
    {
        // By the rules alone, written apart from the code under test: blocks end at paragraphs, lines at breaks.
        foreach (var br in body.QuerySelectorAll("br"))
        {
            br.Replace(body.Owner!.CreateTextNode("\u0001"));
        }

        var blocks = body.ChildNodes.Select(n => string.Join('\n', n.TextContent.Split('\u0001').Select(Collapse)));
        return string.Join("\n\n", blocks.Where(b => b.Length > 0));

        static string Collapse(string text) => System.Text.RegularExpressions.Regex.Replace(text, "[ \t\r\n\f]+", " ").Trim(' ');
    }
}

using System.Globalization;
using System.Text;
using NewsApi.Content.Articles;
using Xunit;

namespace NewsApi.Tests.Content.Articles;

public sealed class BodyMarkdownTests
{
    [Theory]
    [InlineData("<p>One <em>two</em> <strong>three</strong>.</p><p>Four</p>", "One *two* **three**.\n\nFour")]
    [InlineData("<h2>Head</h2><h3>Sub</h3>", "## Head\n\n### Sub")]
    [InlineData("<ul><li>a</li><li>b</li></ul><ol start=\"3\"><li>c</li><li>d</li></ol>", "- a\n- b\n\n3. c\n4. d")]
    [InlineData("<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n\n  - b")]
    [InlineData("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b")]
    [InlineData("<p><a href=\"https://example.org/a_(b)\" title=\"T&quot;t\">a [b]</a></p>",
        "[a \\[b\\]](https://example.org/a_%28b%29 \"T\\\"t\")")]
    [InlineData("<figure><img src=\"https://example.org/a.jpg\" alt=\"x\"><figcaption>b</figcaption></figure>",
        "![x](https://example.org/a.jpg)\n\nb")]
    [InlineData("<p>a<br>b</p>", "a\\\nb")]
    [InlineData("<p>1. not a list</p><p># not a heading</p><p>- nor this</p><p>* or this</p>",
        "1\\. not a list\n\n\\# not a heading\n\n\\- nor this\n\n\\* or this")]
    [InlineData("<p>2 * 3 * 4 &lt;SRD&gt; &amp;amp; a_b_c `x` C:\\d</p>", "2 \\* 3 \\* 4 \\<SRD\\> \\&amp; a\\_b\\_c \\`x\\` C:\\\\d")]
    [InlineData("<p>un<em>frigging</em>believable</p>", "un<em>frigging</em>believable")]
    [InlineData("<p>Look!<a href=\"https://example.org/\">a</a></p>", "Look\\![a](https://example.org/)")]
    [InlineData("<p>H<sub>2</sub>O</p>", "H<sub>2</sub>O")]
    public void An_HTML_body_is_rendered_as_CommonMark(string html, string expected) =>
        Assert.Equal(expected, ArticleBody.ToMarkdown(html));

    [Fact]
    public void The_Markdown_of_a_random_body_parses_back_to_the_same_text()
    {
        var random = new Random(20261124);
        for (var i = 0; i < 1000; i++)
        {
            var body = ArticleBody.Sanitised(RandomHtml(random));
            if (body.Html is null)
            {
                continue;
            }

            var markdown = ArticleBody.ToMarkdown(body.Html);
            var back = ArticleBody.Sanitised(Markdig.Markdown.ToHtml(markdown));

            Assert.True(Normal(body.Text!) == Normal(back.Text ?? ""),
                $"Round {i}, from {Difference(body.Text!, back.Text ?? "")}:\n{body.Html}\n---\n{markdown}");
        }
    }

    private static string Difference(string a, string b)
    {
        var at = Normal(a).Zip(Normal(b)).TakeWhile(p => p.First == p.Second).Count();
        return $"'{Normal(a)[Math.Max(0, at - 15)..Math.Min(Normal(a).Length, at + 15)]}' to '{Normal(b)[Math.Max(0, at - 15)..Math.Min(Normal(b).Length, at + 15)]}'";
    }

    private static string Normal(string text) => System.Text.RegularExpressions.Regex.Replace(text, @"\s+", " ").Trim();

    private static string RandomHtml(Random random)
    {
        var html = new StringBuilder();
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            Block(html, random, 0);
        }

        return html.ToString();
    }

    private static void Block(StringBuilder html, Random random, int depth)
    {
        var kind = random.Next(depth > 2 ? 3 : 9);
        switch (kind)
        {
            case < 3:
                var tag = kind == 0 ? "h3" : "p";
                html.Append(CultureInfo.InvariantCulture, $"<{tag}>");
                Line(html, random, 0);
                html.Append(CultureInfo.InvariantCulture, $"</{tag}>");
                break;
            case < 6:
                var list = kind == 3 ? "ol" : "ul";
                html.Append(CultureInfo.InvariantCulture, $"<{list}>");
                for (var i = random.Next(1, 4); i > 0; i--)
                {
                    html.Append("<li>");
                    Line(html, random, 0);
                    if (random.Next(3) == 0)
                    {
                        Block(html, random, depth + 1);
                    }

                    html.Append("</li>");
                }

                html.Append(CultureInfo.InvariantCulture, $"</{list}>");
                break;
            case 6:
                html.Append("<blockquote>");
                Block(html, random, depth + 1);
                html.Append("</blockquote>");
                break;
            case 7:
                html.Append("<pre>").Append(Word(random)).Append("\n  ").Append(Word(random)).Append("</pre>");
                break;
            default:
                html.Append("<table><tr><td>").Append(Word(random)).Append("</td></tr></table>");
                break;
        }
    }

    private static void Line(StringBuilder html, Random random, int depth)
    {
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var tag = depth > 2 ? null
                : random.Next(12) switch { 0 => "em", 1 => "strong", 2 => "a", 3 => "code", 4 => "sup", 5 => "q", _ => null };
            if (tag is null)
            {
                html.Append(Word(random)).Append(random.Next(4) switch { 0 => "", 1 => "<br>", _ => " " });
                continue;
            }

            html.Append(tag == "a" ? "<a href=\"https://example.org/?a=1&amp;copy=(2)\">" : $"<{tag}>")
                .Append(random.Next(3) == 0 ? " " : "");
            if (tag is "code")
            {
                html.Append(Word(random));
            }
            else
            {
                Line(html, random, tag == "a" ? 3 : depth + 1);
            }

            html.Append(random.Next(3) == 0 ? " " : "").Append(CultureInfo.InvariantCulture, $"</{tag}>")
                .Append(random.Next(2) == 0 ? " " : "");
        }
    }

    private static string Word(Random random)
    {
        string[] words =
        [
            "word", "*", "**", "_a_", "1.", "2)", "#", "##", "-", "+", "=", "===", "---", "~~~", "`", "``", "\\", "[x]", "](y)", "!",
                "&amp;amp;", "&lt;b&gt;",
            "&gt;", "|", "Ünï", "北京", "\"", "'", "(", ")", ".", ",", "&amp;#42;", "http://example.org", "a*b*c", "snake_case_name",
                "\U0001F600", ":", "~", "^",
        ];
        return words[random.Next(words.Length)];
    }
}

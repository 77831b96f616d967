using NewsApi.Content.Reading;
using Xunit;

namespace NewsApi.Tests.Content.Reading;

public sealed class SearchMarksTests
{
    [Theory]
    [InlineData("The night train", "the [night] [train]", 100, "The <mark>night</mark> <mark>train</mark>")]
    [InlineData("A <b> & \"c\"", "a <[b]> & \"c\"", 100, "A &lt;<mark>b</mark>&gt; &amp; &quot;c&quot;")]
    [InlineData("👩‍🚀 Ærø 東京", "👩‍🚀 [ero] 東京", 100, "👩‍🚀 <mark>Ærø</mark> 東京")]
    [InlineData("one two three four five", "one two three four [five]", 10, "…four <mark>five</mark>")]
    [InlineData("one two three four five", "[one] two three four five", 10, "<mark>one</mark> two…")]
    [InlineData("one two three four five six", "[one] two three [four] [five] six", 12, "…<mark>four</mark> <mark>five</mark>…")]
    [InlineData("one two three four five", "one two three four five", 10, "one two…")]
    [InlineData("one\n\ntwo", "one\n\n[two]", 100, "one  <mark>two</mark>")]
    [InlineData("short", "another length", 100, "short")]
    [InlineData("", "", 100, "")]
    public void A_snippet_shows_the_part_with_most_matches_in_escaped_HTML(string text, string marked, int maxLength, string html) =>
        Assert.Equal(html, SearchMarks.Of(text, marked, '[', ']').ToSnippet(maxLength));

    [Fact]
    public void A_snippet_is_at_most_as_long_as_requested_and_splits_no_character()
    {
        var text = string.Concat(Enumerable.Repeat("👩‍🚀word😀 ", 30)) + new string('x', 60) + string.Concat(Enumerable.Repeat("😀", 60));
        foreach (var at in new[] { 0, 1, 7, 29 })
        {
            var start = at * "👩‍🚀word😀 ".Length;
            var marks = new SearchMarks(text, [(start, start + 5), (text.Length - 2, text.Length)]);
            for (var length = 20; length < 400; length++)
            {
                var snippet = marks.ToSnippet(length);
                string[] parts = snippet.Split([SearchMarks.Before, SearchMarks.After], StringSplitOptions.None);
                var shown = System.Net.WebUtility.HtmlDecode(string.Concat(parts));
                var plain = shown.Trim('…');
                Assert.True(plain.Length <= length, $"{plain.Length} > {length}: {snippet}");
                Assert.Contains(plain, text, StringComparison.Ordinal);
                Assert.Contains(SearchMarks.Before, snippet, StringComparison.Ordinal);
                Assert.True(shown.IsNormalized(), snippet);
            }
        }
    }
}

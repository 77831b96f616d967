using CsCheck;
using NewsApi.Content.Articles;
using Xunit;

namespace NewsApi.Tests.Content.Articles;

public sealed class ReadingTimeTests
{
    private static readonly string[] Parts = ["word ", "слово ", "東京", "ประเทศไทย", "ភាសា", "မြန်မာ", " – ", "\n\n", "don't "];

    private static readonly Gen<string> Text = Gen.OneOf(
        Gen.String, Gen.Int[0, Parts.Length - 1].Select(i => Parts[i]).Array[0, 400].Select(string.Concat));

    [Theory]
    [InlineData("", 1, 0)]
    [InlineData("… — !", 1, 0)]
    [InlineData("word ", 1, 1)]
    [InlineData("word ", 240, 1)]
    [InlineData("word ", 241, 2)]
    [InlineData("слово ", 720, 3)]
    [InlineData("京", 500, 1)]
    [InlineData("京", 501, 2)]
    [InlineData("ก", 1000, 1)]
    [InlineData("ก", 1001, 2)]
    [InlineData("ကា", 500, 1)]
    public void It_is_whole_minutes_rounded_up(string part, int times, int minutes) =>
        Assert.Equal(minutes, ReadingTime.Of(string.Concat(Enumerable.Repeat(part, times))));

    [Fact]
    public void Scripts_in_one_text_add_up() =>
        Assert.Equal(2, ReadingTime.Of(string.Concat(Enumerable.Repeat("word ", 120)) + new string('京', 250) + new string('ก', 500)));

    [Fact]
    public void More_text_never_takes_less_time_and_words_alone_take_what_their_number_says() => Gen.Select(Text, Text).Sample((a, b) =>
    {
        Assert.InRange(ReadingTime.Of(a), 0, ReadingTime.Of($"{a} {b}"));
        var words = string.Join(' ', a.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(_ => "word"));
        Assert.Equal(ReadingTime.OfWords(ArticleBody.Trusted($"<p>{words}</p>").WordCount), ReadingTime.Of(words));
    });
}

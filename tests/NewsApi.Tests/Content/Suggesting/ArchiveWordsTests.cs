using CsCheck;
using NewsApi.Content.Suggesting;
using Xunit;

namespace NewsApi.Tests.Content.Suggesting;

/// <summary>The words of texts, and that they are the same however the texts came and went.</summary>
public sealed class ArchiveWordsTests
{
    private static readonly string[] SomeWords = ["bridge", "Bridge", "Brücke", "brucke", "BRÜCKE", "harbour", "2024", "a1b2c3", "東京都"];

    private static readonly Gen<string> Texts = Gen.Int[0, SomeWords.Length - 1].Array[0, 6]
        .Select(words => string.Join(' ', words.Select(w => SomeWords[w])));

    [Theory]
    [InlineData("Harbour bridge, HARBOUR-side", "bridge harbour harbour side")]
    [InlineData("It’s O'Neill at 10 a.m. on A1B2", "neill")]
    [InlineData("Brücke BRÜCKE", "brücke brücke")]
    [InlineData(null, "")]
    public void A_text_has_these_words(string? text, string words)
    {
        var counts = new WordCounts();
        counts.Add(text, 1);
        var found = counts.Counts.SelectMany(c => Enumerable.Repeat(c.Key, c.Value)).Order(StringComparer.Ordinal);
        Assert.Equal(words, string.Join(' ', found));
    }

    [Fact]
    public void A_vocabulary_of_changes_equals_a_new_one() => Gen.Select(Texts.Array[0, 20], Gen.Int[0, 20]).Sample((texts, kept) =>
    {
        var (changed, fresh) = (new ArchiveWords(), new ArchiveWords());
        Array.ForEach(texts, text => Add(changed, text, 1));
        Array.ForEach(texts[Math.Min(kept, texts.Length)..], text => Add(changed, text, -1));
        Array.ForEach(texts[..Math.Min(kept, texts.Length)], text => Add(fresh, text, 1));
        Assert.Equal(All(fresh), All(changed));
    });

    [Fact]
    public void The_form_of_a_word_is_the_most_frequent()
    {
        var words = new ArchiveWords();
        Add(words, "Brücke BRUCKE brücke", 1);
        Assert.Equal([("brucke", 3)], All(words));
        Assert.Equal("brücke", words.Words.Find("brucke")?.Form);
        Add(words, "Brücke brücke", -1);
        Assert.Equal("brucke", words.Words.Find("brucke")?.Form);
    }

    private static void Add(ArchiveWords words, string text, int by)
    {
        var counts = new WordCounts();
        counts.Add(text, by);
        words.Add(counts);
    }

    private static List<(string, int)> All(ArchiveWords words) =>
        [.. words.Words.Values(0, words.Count).ToArray().Select(w => (w.Letters, w.Count))];
}

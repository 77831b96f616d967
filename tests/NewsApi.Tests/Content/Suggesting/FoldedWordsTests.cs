using CsCheck;
using NewsApi.Content.Suggesting;
using Xunit;

namespace NewsApi.Tests.Content.Suggesting;

/// <summary>How names and typed texts fall into words.</summary>
public sealed class FoldedWordsTests
{
    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Char["aAéÉøßжЖйIİ-'’. ,&٣東京ก"].Array[0, 12].Select(letters => new string(letters)), Gen.String.Where(IsStorable));

    [Theory]
    [InlineData("São Paulo", "sao paulo")]
    [InlineData("Sa\u0303o Paulo", "sao paulo")]
    [InlineData("O'Neill", "o neill oneill")]
    [InlineData("O’Neill & Sons, Ltd.", "o neill sons ltd oneill")]
    [InlineData("Saint-Jean-de-Luz", "saint jean de luz saintjeandeluz")]
    [InlineData("Washington, D.C.", "washington d c dc")]
    [InlineData("Łódź", "lodz")]
    [InlineData("Straße", "strasse")]
    [InlineData("Достоевский", "достоевскии")]
    [InlineData("Достоевски\u0438\u0306", "достоевскии")]
    [InlineData("東京都", "東京都 京都 都")]
    [InlineData("NHK総合", "nhk 総合 合")]
    [InlineData("  -  ", "")]
    [InlineData("Bahnhof - Süd", "bahnhof sud")]
    public void A_name_is_found_by_these_words(string name, string words) =>
        Assert.Equal(words, string.Join(' ', FoldedWords.OfName(name).Select(w => w.Letters)));

    [Theory]
    [InlineData("o'nei", "o nei|onei")]
    [InlineData("SAO pau", "sao pau")]
    [InlineData("jean-luc pic", "jean luc pic|jeanluc pic")]
    [InlineData("?!", "")]
    public void A_typed_text_is_read_in_these_ways(string typed, string ways) => Assert.Equal(
        ways, string.Join('|', FoldedWords.OfTyped(typed).Select(way => string.Join(' ', way.Select(w => w.Letters)))));

    [Fact]
    public void The_positions_of_a_word_lead_back_to_its_letters() => Texts.Sample(text =>
    {
        var runes = text.EnumerateRunes().ToArray();
        foreach (var word in FoldedWords.OfName(text))
        {
            Assert.Equal(word.Letters.Length, word.Ends.Length);
            Assert.True(word.Start < word.Ends[0] && word.Ends[^1] <= runes.Length);
            Assert.Equal(word.Ends.Order(), word.Ends);
            var shown = string.Concat(runes[word.Start..word.Ends[^1]]);
            Assert.Equal(word.Letters, string.Concat(FoldedWords.OfTyped(shown)[^1].Select(w => w.Letters)));
        }
    });

    [Fact]
    public void Case_and_accents_make_no_difference() => Gen.Char["abcdefghijklmnopqrstuvwxyzäéñç "].Array[1, 20].Sample(letters =>
    {
        var text = new string(letters);
        var other = text.ToUpperInvariant().Replace("Ä", "A\u0308", StringComparison.Ordinal)
            .Replace("É", "E\u0301", StringComparison.Ordinal).Replace("Ñ", "N\u0303", StringComparison.Ordinal);
        Assert.Equal(Words(text), Words(other));
    });

    private static string[] Words(string text) => [.. FoldedWords.OfName(text).Select(w => w.Letters)];

    private static bool IsStorable(string text) => text.EnumerateRunes().All(r => r.Value is not 0 and not 0xFFFD);
}

using System.Text.RegularExpressions;
using NewsApi.Content.Articles;
using Xunit;

namespace NewsApi.Tests.Content.Articles;

public sealed partial class SlugTests
{
    [Theory]
    [InlineData("Harbour bridge reopens", "harbour-bridge-reopens")]
    [InlineData("  «Don't panic»: l’été à Île-de-France! ", "dont-panic-lete-a-ile-de-france")]
    [InlineData("Übergröße für Ærøskøbing", "ubergrosse-fur-aeroskobing")]
    [InlineData("e\u0301te\u0301", "ete")]
    [InlineData("Москва слезам не верит", "moskva-slezam-ne-verit")]
    [InlineData("北京欢迎你 2022", "bei-jing-huan-ying-ni-2022")]
    [InlineData("U.S. GNP up 3.5 pct", "u-s-gnp-up-3-5-pct")]
    [InlineData("!!! …", "article")]
    [InlineData("", "article")]
    [InlineData("\uD83D", "article")]
    public void A_headline_of_any_script_gives_a_readable_slug(string headline, string expected) =>
        Assert.Equal(expected, Slug.From(headline, "article"));

    [Theory]
    [InlineData("القاهرة")]
    [InlineData("서울 올림픽")]
    [InlineData("हिन्दी समाचार")]
    [InlineData("🎉🎉🎉")]
    [InlineData("ไทยรัฐ")]
    public void Every_slug_is_letters_digits_and_single_hyphens(string headline) => Assert.Matches(Valid(), Slug.From(headline, "article"));

    [Fact]
    public void The_slug_of_a_long_headline_is_cut_at_a_word()
    {
        var slug = Slug.From(string.Join(' ', Enumerable.Repeat("word", 40)), "article");

        Assert.InRange(slug.Length, Slug.MaxLength - 8, Slug.MaxLength);
        Assert.EndsWith("-word", slug, StringComparison.Ordinal);
        Assert.Equal(Slug.MaxLength, Slug.From(new string('x', 500), "article").Length);
    }

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex Valid();
}

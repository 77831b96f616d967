using NewsApi.Content.Articles;
using Xunit;

namespace NewsApi.Tests.Content.Articles;

public sealed class LanguageTagTests
{
    [Theory]
    [InlineData("en", true)]
    [InlineData("pt-BR", true)]
    [InlineData("zh-Hant-TW", true)]
    [InlineData("x-klingon", true)]
    [InlineData("i-navajo", true)]
    [InlineData(LanguageTag.Unknown, true)]
    [InlineData("", false)]
    [InlineData("e", false)]
    [InlineData("x", false)]
    [InlineData("en_GB", false)]
    [InlineData("en-", false)]
    [InlineData("en\n", false)]
    [InlineData("English, British", false)]
    [InlineData("English", false)]
    [InlineData("français", false)]
    public void A_language_tag_is_a_language_with_optional_subtags(string text, bool isTag) =>
        Assert.Equal(isTag, LanguageTag.IsValid(text));
}

using NewsApi.Content.Entities;
using Xunit;

namespace NewsApi.Tests.Content.Entities;

public sealed class NameKeyTests
{
    [Theory]
    [InlineData("  Ada   Lovelace ", "ada lovelace")]
    [InlineData("Ada\u00A0Lovelace", "ada lovelace")]
    [InlineData("ÅNGSTRÖM", "ångström")]
    [InlineData("ΟΔΟΣ", "οδοσ")]
    [InlineData("𐐀", "𐐨")]
    [InlineData("", "")]
    public void Case_and_spaces_do_not_count(string name, string key) => Assert.Equal(key, NameKey.Of(name));

    [Fact]
    public void The_names_own_key_comes_first_and_none_comes_twice() =>
        Assert.Equal(["b", "a"], NameKey.Of("B", ["A", "b", " a "]));
}

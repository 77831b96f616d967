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
    public void Case_and_spaces_do_not_change_the_key_of_a_name(string name, string key) => Assert.Equal(key, NameKey.Of(name));

    [Fact]
    public void The_key_of_the_name_comes_before_those_of_the_aliases_and_each_occurs_once() =>
        Assert.Equal(["b", "a"], NameKey.Of("B", ["A", "b", " a "]));
}

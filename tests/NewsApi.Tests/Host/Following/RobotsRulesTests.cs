using System.Text;
using NewsApi.Following;
using Xunit;

namespace NewsApi.Tests.Host.Following;

/// <summary>The rules of RFC 9309, with the standard's own examples.</summary>
public sealed class RobotsRulesTests
{
    [Theory]
    [InlineData("", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /", "/a", false)]
    [InlineData("User-agent: *\nDisallow: /", "/robots.txt", true)]
    [InlineData("User-agent: *\nDisallow:", "/a", true)]
    [InlineData("Disallow: /", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /example/\nAllow: /example/page.html", "/example/page.html", true)]
    [InlineData("User-agent: *\nAllow: /example/\nDisallow: /example/disallowed.gif", "/example/disallowed.gif", false)]
    [InlineData("User-agent: *\nDisallow: /page\nAllow: /page", "/page", true)]
    [InlineData("User-agent: *\nAllow: /page\nDisallow: /page", "/page", true)]
    [InlineData("User-agent: *\nDisallow: *.gif$", "/a/b.gif", false)]
    [InlineData("User-agent: *\nDisallow: *.gif$", "/a/b.gif?x", true)]
    [InlineData("User-agent: *\nDisallow: /*/private*", "/a/b/private/c", false)]
    [InlineData("User-agent: *\nDisallow: /a*b*c$", "/axbxbxc", false)]
    [InlineData("User-agent: *\nDisallow: /a*b*c$", "/axbxbx", true)]
    [InlineData("User-agent: *\nDisallow: /foo/bar/\u30C4", "/foo/bar/%E3%83%84", false)]
    [InlineData("User-agent: *\nDisallow: /foo/bar/%62%61%7A", "/foo/bar/baz", false)]
    [InlineData("User-agent: *\nDisallow: /a%2Fb", "/a/b", true)]
    [InlineData("user-AGENT:*\r\ndisallow : /a # all of it\r\n", "/a", false)]
    [InlineData("\uFEFFUser-agent: *\nSitemap: http://n.example/\nDisallow: /a", "/a", false)]
    public void The_longest_rule_decides(string file, string path, bool allowed) => Assert.Equal(allowed, Allows(file, path));

    [Theory]
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: newsapi\nDisallow: /no", "/a", true)]
    [InlineData("User-agent: *\nDisallow: /\n\nUser-agent: NewsApi/2.0\nDisallow: /no", "/no", false)]
    [InlineData("User-agent: NewsApiOther\nDisallow: /", "/a", true)]
    [InlineData("User-agent: Other\nUser-agent: NewsApi\nDisallow: /a", "/a", false)]
    [InlineData("User-agent: NewsApi\nDisallow: /a\n\nUser-agent: Other\nDisallow: /b\n\nUser-agent: NewsApi\nDisallow: /c", "/c", false)]
    [InlineData("User-agent: NewsApi\nDisallow: /a\n\nUser-agent: Other\nDisallow: /b\n\nUser-agent: NewsApi\nDisallow: /c", "/b", true)]
    public void The_groups_of_the_own_name_count_before_those_of_all(string file, string path, bool allowed) =>
        Assert.Equal(allowed, Allows(file, path));

    [Fact]
    public void A_hostile_file_is_read_and_matched_all_the_same()
    {
        var rule = $"Disallow: /{string.Concat(Enumerable.Repeat("a*", 500))}b$\n";
        Assert.True(Allows($"User-agent: *\n{string.Concat(Enumerable.Repeat(rule, 400))}", $"/{new string('a', 2000)}"));
        Assert.True(Allows(new string('\n', 600_000) + "User-agent: *\nDisallow: /", "/a"));
    }

    private static bool Allows(string file, string path) => RobotsRules
        .Parse(Encoding.UTF8.GetBytes(file), "NewsApi (feed reader)").Allow(new Uri($"https://n.example{path}"));
}

using NewsApi.Transport.Connections;
using Xunit;

namespace NewsApi.Tests.Transport.Connections;

public sealed class AllowedOriginsTests
{
    [Theory]
    [InlineData("any", "https://news.example", true)]
    [InlineData("none", "https://news.example", false)]
    [InlineData("https://news.example", "https://news.example", true)]
    [InlineData("https://news.example", "HTTPS://News.Example", true)]
    [InlineData("https://news.example", "http://news.example", false)]
    [InlineData("https://news.example", "https://news.example:8443", false)]
    [InlineData("https://news.example", "https://news.example.evil.example", false)]
    [InlineData("https://news.example", "null", false)]
    [InlineData("http://localhost:3000; https://news.example", "http://localhost:3000", true)]
    [InlineData("https://*.news.example", "https://preview-7.news.example", true)]
    [InlineData("https://*.news.example", "https://news.example", false)]
    [InlineData("https://*.news.example", "https://.news.example", false)]
    [InlineData("https://*.news.example", "https://evilnews.example", false)]
    [InlineData("https://*.news.example", "http://preview.news.example", false)]
    public void An_origin_is_compared_as_a_whole(string setting, string origin, bool allowed) =>
        Assert.Equal(allowed, AllowedOrigins.Parse(setting).Allows(origin));

    [Theory]
    [InlineData("", "api.example", true)]
    [InlineData("https://api.example", "api.example", true)]
    [InlineData("http://api.example:8080", "api.example:8080", true)]
    [InlineData("https://api.example", "other.example", false)]
    [InlineData("null", "api.example", false)]
    public void Requests_without_an_origin_or_with_the_origin_of_the_service_are_always_allowed(string origin, string host, bool allowed) =>
        Assert.Equal(allowed, AllowedOrigins.Parse("none").Allows(origin, host));

    [Theory]
    [InlineData("news.example")]
    [InlineData("https://news.example/")]
    [InlineData("https://news.example/page")]
    [InlineData("https://a.example,https://b.example")]
    [InlineData("https://a.example b.example")]
    [InlineData("https://*")]
    [InlineData("*")]
    [InlineData(";")]
    [InlineData("all")]
    public void An_invalid_list_of_origins_is_rejected(string setting)
    {
        Assert.False(AllowedOrigins.IsValid(setting));
        Assert.Throws<FormatException>(() => AllowedOrigins.Parse(setting));
    }
}

using NewsApi.Hosting;
using Xunit;

namespace NewsApi.Tests.Host.Hosting;

public sealed class ListenAddressesTests
{
    [Theory]
    [InlineData("http://localhost:5080")]
    [InlineData("http://127.0.0.1:0; https://[::1]:5443")]
    [InlineData("http://*:80")]
    [InlineData("http://+:8080")]
    [InlineData("http://localhost")]
    [InlineData("http://unix:/run/newsapi.sock")]
    public void Addresses_of_this_machine_are_allowed(string addresses) => Assert.True(ListenAddresses.IsValid(addresses));

    [Theory]
    [InlineData("")]
    [InlineData(";")]
    [InlineData("foo")]
    [InlineData("localhost:5080")]
    [InlineData("ftp://localhost:5080")]
    [InlineData("http://localhost:99999")]
    [InlineData("http://localhost:-1")]
    [InlineData("http://999.1.1.1:80")]
    [InlineData("http://127.1:80")]
    [InlineData("http://news.example:80")]
    [InlineData("http://localhost:5080/news")]
    [InlineData("http://localhost:5080;foo")]
    public void Other_addresses_are_rejected(string addresses) => Assert.False(ListenAddresses.IsValid(addresses));
}

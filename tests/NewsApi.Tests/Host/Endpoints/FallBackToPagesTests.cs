using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NewsApi.Content.Wire;
using NewsApi.Tests.Clients;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Endpoints;

/// <summary><c>/live/newsapi.js</c> behind a proxy that holds event streams back.</summary>
[Trait("Needs", "Node")]
public sealed class FallBackToPagesTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task Where_streams_do_not_get_through_each_client_reads_pages_and_has_each_event_once()
    {
        string[] headlines = ["One", "Two", "Three", "Four", "Five"];
        var begin = server.Service.Services.GetRequiredService<NewsWire>().Head;
        await PublishAsync(headlines[..2]);
        var running = NodeScript.RunAsync(
            "fall-back.mjs", server.Address.ToString(), begin.ToString(), $"{headlines.Length}");
        await PublishAsync(headlines[2..]);
        var printed = JsonElement.Parse(await running);
        Assert.All([printed.GetProperty("fetch"), printed.GetProperty("EventSource")], client =>
        {
            Assert.Equal(headlines, client.GetProperty("headlines").EnumerateArray().Select(h => h.GetString()));
            Assert.Equal("[]", client.GetProperty("more").GetRawText());
            Assert.Equal("live", client.GetProperty("states").EnumerateArray().Last().GetString());
        });
        Assert.InRange(printed.GetProperty("streams").GetInt32(), 4, 8);
        Assert.InRange(printed.GetProperty("pages").GetInt32(), 2, 20);
    }

    private async Task PublishAsync(IEnumerable<string> headlines)
    {
        foreach (var headline in headlines)
        {
            await server.Newsroom.PublishAsync(headline);
        }
    }
}

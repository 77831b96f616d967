using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NewsApi.Content.Wire;
using NewsApi.Tests.Clients;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Endpoints;

/// <summary><c>/live/newsapi.js</c> when the service rejects a subscription.</summary>
[Trait("Needs", "Node")]
public sealed class ResumeRejectedTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task The_client_refetches_the_page_after_a_rejected_cursor_and_passes_on_other_rejections()
    {
        var wire = server.Service.Services.GetRequiredService<NewsWire>();
        var good = wire.Head;
        await server.Newsroom.PublishAsync("The first");
        var told = JsonElement.Parse(await NodeScript.RunAsync(
            "resume-rejected.mjs", server.Address.ToString(), good.ToString(), new WireCursor(good.Epoch + 1, good.Position).ToString()));
        Assert.Equal(["ws", "sse", "plain"], told.EnumerateObject().Select(client => client.Name));
        Assert.Equal("""["WIRE_CURSOR_INVALID"]""", told.GetProperty("plain").GetRawText());
        foreach (var client in new[] { told.GetProperty("ws"), told.GetProperty("sse") })
        {
            Assert.Equal("""{"pages":1,"told":["The first","complete"]}""", client.GetProperty("refetched").GetRawText());
            Assert.Equal("""{"pages":1,"told":["The first","complete"]}""", client.GetProperty("begun").GetRawText());
            Assert.Contains("nothing", client.GetProperty("unreadable").GetProperty("told")[0].GetString(), StringComparison.Ordinal);
            Assert.Contains("must select `cursor`", client.GetProperty("withoutCursor").GetProperty("told")[0]
                .GetString(), StringComparison.Ordinal);
        }
    }
}

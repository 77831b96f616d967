using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using NewsApi.Content.Wire;
using NewsApi.Tests.Clients;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Endpoints;

/// <summary>What <c>/live/newsapi.js</c> makes of what the service rejects.</summary>
[Trait("Needs", "Node")]
public sealed class ResumeRejectedTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task A_rejected_cursor_has_the_page_read_anew_and_what_would_be_rejected_again_is_handed_over()
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

using System.Globalization;
using System.Text.Json;
using NewsApi.Tests.Clients;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Endpoints;

/// <summary>The client module as a package: strictly typed, packed, and its lists against sorted lists.</summary>
[Trait("Needs", "Node")]
public sealed class ClientPackageTests(ITestOutputHelper output)
{
    [Fact]
    public async Task The_client_package_is_typed_and_packed_and_its_lists_begin_like_a_new_query()
    {
        Prerequisite.Program("node");
        var seed = Random.Shared.Next().ToString(CultureInfo.InvariantCulture);
        output.WriteLine($"Seed: {seed}");
        var checkedModule = JsonElement.Parse(await NodeScript.RunAsync("check-client.mjs", seed));
        Assert.True(
            checkedModule.GetProperty("sameTypes").GetBoolean(),
            "src/NewsApi/Client/newsapi.d.ts is not what tsc makes: copy it from generated/client-types.");
        Assert.Equal("""["README.md","newsapi.d.ts","newsapi.js","package.json"]""", checkedModule.GetProperty("files").GetRawText());
        Assert.InRange(checkedModule.GetProperty("applied").GetInt32(), 10_000, int.MaxValue);
        Assert.Equal("null", checkedModule.GetProperty("wrong").GetRawText());
    }

    [Fact]
    public async Task The_modules_of_the_live_page_are_strictly_typed()
    {
        Prerequisite.Program("node");
        await NodeScript.RunAsync("node_modules/typescript/bin/tsc", "--project", "live-types.json");
    }
}

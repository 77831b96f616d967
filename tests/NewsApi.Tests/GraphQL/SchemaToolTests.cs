using System.Text.Json;
using NewsApi.Tests.Clients;
using Xunit;

namespace NewsApi.Tests.GraphQL;

/// <summary>What front-end teams do with the published schema and the named operations before they run anything.</summary>
[Trait("Needs", "Node")]
public sealed class SchemaToolTests
{
    [Fact]
    public async Task The_common_linters_find_nothing_in_the_schema_and_the_operations()
    {
        var counts = JsonElement.Parse(await NodeScript.RunAsync("lint-schema.mjs"));
        Assert.True(counts.GetProperty("files").GetInt32() > 1, $"{counts}");
        Assert.True(counts.GetProperty("rules").GetInt32() >= 20 && counts.GetProperty("schemaLinterRules").GetInt32() >= 15, $"{counts}");
    }

    [Fact]
    public async Task Types_generated_with_strict_scalars_compile_strictly()
    {
        var counts = JsonElement.Parse(await NodeScript.RunAsync("generate-types.mjs"));
        Assert.True(counts.GetProperty("operations").GetInt32() > 0, $"{counts}");
    }
}

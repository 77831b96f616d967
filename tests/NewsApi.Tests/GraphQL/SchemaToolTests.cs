using System.Text.Json;
using NewsApi.Tests.Clients;
using Xunit;

namespace NewsApi.Tests.GraphQL;

/// <summary>Linting and type generation, which front-end teams run on the published schema and the named operations.</summary>
[Trait("Needs", "Node")]
public sealed class SchemaToolTests
{
    [Fact]
    public async Task Common_linters_report_nothing_for_the_schema_and_the_operations()
    {
        var counts = JsonElement.Parse(await NodeScript.RunAsync("lint-schema.mjs"));
        Assert.True(counts.GetProperty("files").GetInt32() > 1, $"{counts}");
        Assert.True(counts.GetProperty("rules").GetInt32() >= 20 && counts.GetProperty("schemaLinterRules").GetInt32() >= 15, $"{counts}");
    }

    [Fact]
    public async Task Types_generated_with_strict_scalars_compile_in_strict_mode()
    {
        var counts = JsonElement.Parse(await NodeScript.RunAsync("generate-types.mjs"));
        Assert.True(counts.GetProperty("operations").GetInt32() > 0, $"{counts}");
    }
}

using System.Runtime.Versioning;
using NewsApi.Tests.House;
using Xunit;

namespace NewsApi.Tests.Host.Cli;

[UnsupportedOSPlatform("windows")]
public sealed class SchemaVerbTests
{
    [Fact]
    public async Task The_verb_schema_prints_the_published_schema_without_a_database()
    {
        var run = await VerbRun.OnAsync("Host=127.0.0.1;Port=1", "schema");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(Repository.Read("schema/schema.graphql").TrimEnd(), run.Output.TrimEnd());
    }
}

using System.Runtime.Versioning;
using NewsApi.Tests.GraphQL.Persisted;
using NewsApi.Tests.House;
using Xunit;

namespace NewsApi.Tests.Host.Cli;

[UnsupportedOSPlatform("windows")]
public sealed class OperationsVerbTests
{
    private const string NoDatabase = "Host=127.0.0.1;Port=1";

    [Fact]
    public async Task The_documents_that_come_with_the_service_are_valid_and_need_no_database_to_be_checked()
    {
        var run = await VerbRun.OnAsync(NoDatabase, "operations", "check", Path.Combine(Repository.Root, "schema/operations"));
        Assert.Equal(0, run.ExitCode);
        Assert.Matches(@"^\d+ documents: \d+ valid \(0 with deprecated parts\), 0 invalid\s*$", run.Output);
    }

    [Fact]
    public async Task Documents_that_the_schema_does_not_fit_are_named_with_line_and_reason()
    {
        using var folder = await DocumentFolderTests.WriteAsync(
            ("Good.graphql", "{ wire { cursor } }"), ("Gone.graphql", "query Gone {\n  articles { nodes { standfirst } }\n}"),
            ("relay.json", """{"r1":"{ person { name }"}"""));

        var run = await VerbRun.OnAsync(NoDatabase, "operations", "check", folder.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("Gone.graphql: error: 2:22 ", run.Output, StringComparison.Ordinal);
        Assert.Contains("standfirst", run.Output, StringComparison.Ordinal);
        Assert.Contains("relay.json [r1]: error: ", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Good", run.Output, StringComparison.Ordinal);
        Assert.Contains("3 documents: 1 valid (0 with deprecated parts), 2 invalid", run.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a.txt")]
    [InlineData("a.json")]
    public async Task A_folder_without_documents_is_an_error(string file)
    {
        using var folder = await DocumentFolderTests.WriteAsync((file, "none"));
        var run = await VerbRun.OnAsync(NoDatabase, "operations", "check", folder.Path);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("has no documents", run.Output, StringComparison.Ordinal);
    }
}

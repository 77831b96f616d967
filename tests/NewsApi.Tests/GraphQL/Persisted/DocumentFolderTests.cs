using System.Runtime.Versioning;
using NewsApi.GraphQL.Persisted;
using NewsApi.Tests.Host.Postgres;
using Xunit;

namespace NewsApi.Tests.GraphQL.Persisted;

[UnsupportedOSPlatform("windows")]
public sealed class DocumentFolderTests
{
    [Fact]
    public async Task Documents_are_read_from_files_and_from_the_manifests_of_Relay_and_Apollo()
    {
        using var folder = await WriteAsync(
            ("Front.graphql", "{ wire { cursor } }"), ("Other.gql", "{ __typename }"), ("notes.txt", "not a document"),
            ("relay.json", """{"4711":"query A { __typename }"}"""),
            ("apollo.json", """
                {"format":"apollo-persisted-query-manifest","version":1,
                 "operations":[{"id":"b1","name":"B","type":"query","body":"query B { __typename }"}]}
                """));

        var (documents, problems) = DocumentFolder.Read(folder.Path);

        Assert.Empty(problems);
        Assert.Equal(
            ["4711", "Front", "Other", "b1"], documents.Select(d => d.Id).Order(StringComparer.Ordinal));
        Assert.Equal("query B { __typename }", documents.Single(d => d.Id == "b1").Text);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{\"a\":1}")]
    [InlineData("{\"a\":null}")]
    [InlineData("{\"\":\"{ __typename }\"}")]
    [InlineData("{\"operations\":[{\"id\":\"a\"}]}")]
    [InlineData("{\"operations\":[null]}")]
    [InlineData("{\"operations\":[{\"id\":7,\"body\":\"{ __typename }\"}]}")]
    [InlineData("{\"a\":\"{ __typename }\",\"a\":\"{ x }\"}")]
    [InlineData("{")]
    [InlineData("")]
    public async Task A_file_that_is_not_a_manifest_is_named_and_the_other_files_are_read(string json)
    {
        using var folder = await WriteAsync(("bad.json", json), ("good.graphql", "{ __typename }"));

        var (documents, problems) = DocumentFolder.Read(folder.Path);

        Assert.Equal("good", Assert.Single(documents).Id);
        Assert.StartsWith("bad.json: ", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_documents_with_one_id_are_named()
    {
        using var folder = await WriteAsync(("Front.graphql", "{ __typename }"), ("all.json", """{"Front":"{ wire { cursor } }"}"""));

        var problem = Assert.Single(DocumentFolder.Read(folder.Path).Problems);

        Assert.Contains("`Front`", problem, StringComparison.Ordinal);
        Assert.Contains("all.json", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_folder_is_named()
    {
        var (documents, problems) = DocumentFolder.Read("/no/such/folder");
        Assert.Empty(documents);
        Assert.Contains("/no/such/folder", Assert.Single(problems), StringComparison.Ordinal);
    }

    internal static async Task<DataFolder> WriteAsync(params (string Name, string Text)[] files)
    {
        var folder = new DataFolder();
        Directory.CreateDirectory(folder.Path);
        foreach (var (name, text) in files)
        {
            await File.WriteAllTextAsync(Path.Combine(folder.Path, name), text, TestContext.Current.CancellationToken);
        }

        return folder;
    }
}

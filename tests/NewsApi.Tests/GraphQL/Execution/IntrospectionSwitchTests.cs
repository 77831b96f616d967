using System.Net;
using System.Text.Json;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>An operator can keep the schema from clients.</summary>
public sealed class IntrospectionSwitchTests(TestPostgres postgres) : IAsyncLifetime
{
    private readonly TestServer _server = new(postgres) { Settings = ["--NewsApi:Introspection", "false"] };

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("{ __schema { queryType { name } } }", "__schema")]
    [InlineData("{ wire { cursor } ...F } fragment F on Query { a: __type(name: \"Article\") { name } }", "__type")]
    public async Task Introspection_is_rejected(string query, string field)
    {
        var answer = await _server.PostAsync(query);
        Assert.False(answer.TryGetProperty("data", out _));
        var error = Assert.Single(answer.GetProperty("errors").EnumerateArray());
        Assert.Equal("Introspection is not allowed for the current request.", error.GetProperty("message").GetString());
        var extensions = error.GetProperty("extensions");
        Assert.Equal(
            ("HC0046", field), (extensions.GetProperty("code").GetString(), extensions.GetProperty("field").GetString()));
    }

    [Fact]
    public async Task The_names_of_types_and_all_other_fields_are_answered()
    {
        var data = await _server.QueryAsync("{ __typename wire { __typename cursor } }");
        Assert.Equal("Wire", data.GetProperty("wire").GetProperty("__typename").GetString());
    }

    [Theory]
    [InlineData("graphql/schema.graphql")]
    [InlineData("graphql?sdl")]
    public async Task The_schema_cannot_be_downloaded(string url)
    {
        using var response = await _server.Client.GetAsync(new Uri(url, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        var body = JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("HC0046", body.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
    }
}

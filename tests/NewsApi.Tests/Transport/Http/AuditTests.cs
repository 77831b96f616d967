using System.Text.Json;
using NewsApi.Tests.Clients;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Transport.Http;

[Trait("Needs", "Node")]
public sealed class AuditTests(TestServer server) : IClassFixture<TestServer>
{
    [Fact]
    public async Task The_public_audits_of_GraphQL_over_HTTP_report_no_errors_or_warnings()
    {
        var said = await NodeScript.RunAsync("audit-http.mjs", new Uri(server.Address, "graphql").ToString());
        TestContext.Current.TestOutputHelper?.WriteLine(said);
        var counts = JsonElement.Parse(said.TrimEnd().Split('\n')[^1]);
        Assert.True(counts.GetProperty("ok").GetInt32() >= 60, said);
        Assert.True(counts.GetProperty("warn").GetInt32() == 0 && counts.GetProperty("error").GetInt32() == 0, said);
    }
}

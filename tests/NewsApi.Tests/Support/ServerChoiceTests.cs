using Xunit;

namespace NewsApi.Tests.Support;

public sealed class ServerChoiceTests(TestPostgres server)
{
    [Fact]
    public void The_run_uses_the_kind_of_server_that_NEWSAPI_TEST_SERVER_demands()
    {
        Assert.SkipWhen(ServerChoice.Demanded is null, "NEWSAPI_TEST_SERVER demands no kind of server: Given, Container or Private.");
        Assert.Equal(ServerChoice.Demanded, server.Kind);
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Runtime.Versioning;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Hosting;

/// <summary>What a load balancer sees between SIGTERM and the end of the process.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class StopDelayTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_SIGTERM_the_service_is_not_ready_but_answers_new_connections_until_the_delay_ends()
    {
        using var service = new RestartedService(database, ("NewsApi__DrainDelay", "5"));
        await service.StartAsync(Limit);
        var ended = service.EndAsync("TERM", Limit);

        await Poll.UntilAsync(async () => await GetAsync(service, "health/ready") == HttpStatusCode.ServiceUnavailable);
        Assert.False(ended.IsCompleted);
        using var client = new HttpClient { BaseAddress = service.Address };
        using var answer = await client.PostAsJsonAsync("graphql", new { query = "{ wire { cursor } }" }, Limit);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(answer.Headers.ConnectionClose);
        using var socket = await SocketClient.StartAsync(service.Address, new { query = "{ wire { cursor } }" });
        Assert.NotNull(await socket.NextAsync());

        await ended;
    }

    [Fact]
    public async Task Without_a_delay_the_service_ends_at_once()
    {
        using var service = new RestartedService(database);
        await service.StartAsync(Limit);
        await service.EndAsync("TERM", Limit);
        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(service, "health/live"));
    }

    private static async Task<HttpStatusCode> GetAsync(RestartedService service, string path)
    {
        using var client = new HttpClient { BaseAddress = service.Address };
        using var answer = await client.GetAsync(path, Limit);
        return answer.StatusCode;
    }
}

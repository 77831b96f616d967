using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Runtime.Versioning;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Postgres;

/// <summary>The private server dies under running services: real processes, real signals.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ServerWatchTests
{
    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_that_was_killed_is_started_again_and_clients_get_clear_rejections_meanwhile()
    {
        using var folder = new DataFolder();
        using var service = NewsApiProcess.Serve(folder.Path);
        using var client = new HttpClient { BaseAddress = await service.ListeningAsync(Limit) };
        await folder.AskAsync("create table kept as select 42 as answer", Limit);
        for (var time = 0; time < 3; time++)
        {
            var killed = Assert.NotNull(folder.Postmaster);
            DataFolder.Kill(killed);
            await Poll.UntilAsync(
                async () => folder.Postmaster is { } again && again != killed && await AnswersAsync(client), () => service.Output);
        }

        Assert.Equal(42, await folder.AskAsync("select answer from kept", Limit));
        await Poll.UntilAsync(async () => (await client.GetAsync("health/ready", Limit)).IsSuccessStatusCode, () => service.Output);
        Assert.False(service.Output.Contains("   at ", StringComparison.Ordinal), service.Output);
        Assert.Equal(0, await service.StopAsync(Limit));
        Assert.Null(folder.Postmaster);
    }

    [Fact]
    public async Task A_server_that_an_operator_stops_is_started_again_too()
    {
        using var folder = new DataFolder();
        using var service = NewsApiProcess.Serve(folder.Path);
        await PrivatePostgresTests.AssertReadyAsync(service);
        var stopped = Assert.NotNull(folder.Postmaster);
        using (var stop = Process.Start("kill", ["-INT", stopped.ToString(CultureInfo.InvariantCulture)]))
        {
            await stop.WaitForExitAsync(Limit);
        }

        await service.PrintedAsync("runs again");
        using var client = new HttpClient { BaseAddress = await service.ListeningAsync(Limit) };
        await Poll.UntilAsync(() => AnswersAsync(client));
        Assert.NotEqual(stopped, folder.Postmaster);
        Assert.Equal(0, await service.StopAsync(Limit));
        Assert.Null(folder.Postmaster);
    }

    [Fact]
    public async Task Of_two_services_one_starts_the_server_again_and_the_last_to_stop_stops_it()
    {
        using var folder = new DataFolder();
        using var one = NewsApiProcess.Serve(folder.Path);
        using var other = NewsApiProcess.Serve(folder.Path);
        NewsApiProcess[] both = [one, other];
        foreach (var service in both)
        {
            await PrivatePostgresTests.AssertReadyAsync(service);
        }

        DataFolder.Kill(Assert.NotNull(folder.Postmaster));
        foreach (var service in both)
        {
            using var client = new HttpClient { BaseAddress = await service.ListeningAsync(Limit) };
            await Poll.UntilAsync(() => AnswersAsync(client), () => service.Output);
        }

        await Poll.UntilAsync(() => both.Any(s => s.Output.Contains("runs again", StringComparison.Ordinal)));
        Assert.Equal(1, both.Sum(s => s.Output.Split("runs again").Length - 1));
        var again = Assert.NotNull(folder.Postmaster);
        Assert.Equal(0, await one.StopAsync(Limit));
        Assert.Equal(again, folder.Postmaster);
        await PrivatePostgresTests.AssertReadyAsync(other);
        Assert.Equal(0, await other.StopAsync(Limit));
        Assert.Null(folder.Postmaster);
    }

    [Fact]
    public async Task A_service_that_is_stopping_does_not_start_the_server_again()
    {
        using var folder = new DataFolder();
        using var service = NewsApiProcess.Serve(folder.Path, environment: e => e["NewsApi__DrainDelay"] = "3");
        await PrivatePostgresTests.AssertReadyAsync(service);

        service.Signal("TERM");
        await service.PrintedAsync("The service is stopping");
        var killed = Assert.NotNull(folder.Postmaster);
        DataFolder.Kill(killed);

        Assert.Equal(0, await service.ExitCodeAsync(Limit));
        Assert.Equal(killed, folder.Postmaster);
        Assert.DoesNotContain("ended unexpectedly", service.Output, StringComparison.Ordinal);
    }

    /// <summary>Returns true if a query is answered, and false if it is rejected. Fails if the rejection is not clear.</summary>
    private static async Task<bool> AnswersAsync(HttpClient client)
    {
        // Another question each time: the answer to the same one could come from memory, before the server runs again.
        const string query = "query($headline: String) { articles(where: { headline: { eq: $headline } }) { totalCount } }";
        using var answer = await client.PostAsJsonAsync("graphql", new { query, variables = new { headline = Guid.NewGuid() } }, Limit);
        if (answer.StatusCode == HttpStatusCode.OK)
        {
            return true;
        }

        var text = await answer.Content.ReadAsStringAsync(Limit);
        Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, text);
        Assert.NotNull(answer.Headers.RetryAfter);
        Assert.Contains("SERVICE_UNAVAILABLE", text, StringComparison.Ordinal);
        return false;
    }
}

using System.Runtime.Versioning;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Postgres;

/// <summary>The life of a private server, seen from outside: real processes, real signals.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PrivatePostgresTests
{
    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_service_on_a_new_folder_starts_a_server_and_an_interrupt_stops_both()
    {
        using var folder = new DataFolder();
        using var service = NewsApiProcess.Serve(folder.Path);
        await AssertReadyAsync(service);

        Assert.Equal("UTF8", await folder.AskAsync("show server_encoding", Limit));
        Assert.Equal("C", await folder.AskAsync("select datcollate from pg_database where datname = 'newsapi'", Limit));
        Assert.Equal("on", await folder.AskAsync("show fsync", Limit));
        Assert.Equal("", await folder.AskAsync("show listen_addresses", Limit));
        Assert.Equal("pg_catalog.simple", await folder.AskAsync("show default_text_search_config", Limit));

        Assert.Equal(0, await service.StopAsync(Limit));
        Assert.Null(folder.Postmaster);
    }

    [Fact]
    public async Task A_statement_large_enough_for_parallel_workers_gets_them()
    {
        using var folder = new DataFolder();
        using var service = NewsApiProcess.Serve(folder.Path);
        await AssertReadyAsync(service);

        // A worker takes over every setting of its leader by name and value; one that it cannot read fails the statement.
        var plan = await folder.AskAsync(
            """
            set parallel_setup_cost = 0; set parallel_tuple_cost = 0; set min_parallel_table_scan_size = 0; set enable_indexonlyscan = off;
            explain (analyze, format json) select count(*) from pg_attribute
            """,
            Limit);

        Assert.Matches("\"Workers Launched\": [1-9]", Assert.IsType<string>(plan));
        Assert.Equal(0, await service.StopAsync(Limit));
    }

    [Fact]
    public async Task Two_services_share_one_server_and_the_last_to_stop_also_stops_it()
    {
        using var folder = new DataFolder();
        using var first = NewsApiProcess.Serve(folder.Path);
        await AssertReadyAsync(first);
        var postmaster = folder.Postmaster;
        using var second = NewsApiProcess.Serve(folder.Path);
        await AssertReadyAsync(second);
        Assert.Equal(postmaster, folder.Postmaster);

        Assert.Equal(0, await first.StopAsync(Limit));
        Assert.Equal(postmaster, folder.Postmaster);
        await AssertReadyAsync(second);

        Assert.Equal(0, await second.StopAsync(Limit));
        Assert.Null(folder.Postmaster);
    }

    [Fact]
    public async Task A_verb_beside_the_service_uses_its_server_and_leaves_it_running()
    {
        using var folder = new DataFolder();
        using var service = NewsApiProcess.Serve(folder.Path);
        await AssertReadyAsync(service);

        using var verb = NewsApiProcess.Start(folder.Path, ["status"]);
        Assert.Equal(0, await verb.ExitCodeAsync(Limit));
        Assert.Contains("all applied", verb.Output, StringComparison.Ordinal);

        await AssertReadyAsync(service);
        Assert.Equal(0, await service.StopAsync(Limit));
        Assert.Null(folder.Postmaster);
    }

    [Fact]
    public async Task Two_services_that_start_at_the_same_time_initialise_one_server_and_both_serve()
    {
        using var folder = new DataFolder();
        using var one = NewsApiProcess.Serve(folder.Path);
        using var other = NewsApiProcess.Serve(folder.Path);
        await AssertReadyAsync(one);
        await AssertReadyAsync(other);

        Assert.Single(new[] { one, other }, service => service.Output.Contains("Creating a private PostgreSQL", StringComparison.Ordinal));
        await Task.WhenAll(one.StopAsync(Limit), other.StopAsync(Limit));
        Assert.Null(folder.Postmaster);
    }

    [Fact]
    public async Task After_the_service_was_killed_the_next_start_adopts_the_server_and_nothing_is_lost()
    {
        using var folder = new DataFolder();
        using (var killed = NewsApiProcess.Serve(folder.Path))
        {
            await AssertReadyAsync(killed);
            await folder.AskAsync("create table kept as select 42 as answer", Limit);
            killed.Signal("KILL");
            await killed.ExitCodeAsync(Limit);
        }

        var postmaster = Assert.NotNull(folder.Postmaster);
        using var next = NewsApiProcess.Serve(folder.Path);
        await AssertReadyAsync(next);

        Assert.Equal(postmaster, folder.Postmaster);
        Assert.Equal(42, await folder.AskAsync("select answer from kept", Limit));
        Assert.Equal(0, await next.StopAsync(Limit));
        Assert.Null(folder.Postmaster);
    }

    [Fact]
    public async Task After_service_and_server_were_killed_the_next_start_recovers_and_nothing_is_lost()
    {
        using var folder = new DataFolder();
        using (var killed = NewsApiProcess.Serve(folder.Path))
        {
            await AssertReadyAsync(killed);
            await folder.AskAsync("create table kept as select 42 as answer", Limit);
            killed.Signal("KILL");
            DataFolder.Kill(Assert.NotNull(folder.Postmaster));
            await killed.ExitCodeAsync(Limit);
        }

        using var next = NewsApiProcess.Serve(folder.Path);
        await AssertReadyAsync(next);
        Assert.Equal(42, await folder.AskAsync("select answer from kept", Limit));
        Assert.Equal(0, await next.StopAsync(Limit));
    }

    [Fact]
    public async Task An_interrupt_lets_the_request_in_flight_finish_before_the_server_stops()
    {
        using var folder = new DataFolder();
        using var service = NewsApiProcess.Serve(folder.Path);
        var address = await service.ListeningAsync(Limit);
        using var client = new HttpClient { BaseAddress = address };

        // The first look at readiness reads the list of migrations, and so waits for whoever has locked it.
        await using var blocker = await folder.ConnectAsync(Limit);
        await using var transaction = await blocker.BeginTransactionAsync(Limit);
        await using (var locking = blocker.CreateCommand())
        {
            locking.CommandText = """lock table "__EFMigrationsHistory" in access exclusive mode""";
            await locking.ExecuteNonQueryAsync(Limit);
        }

        var inFlight = client.GetAsync(new Uri("/health/ready", UriKind.Relative), Limit);
        await Poll.UntilAsync(async () => await folder.AskAsync("select exists (select from pg_locks where not granted)", Limit) is true);

        service.Signal("INT");
        await service.PrintedAsync("The service is stopping");
        Assert.False(service.HasExited);
        await transaction.RollbackAsync(Limit);

        using var answer = await inFlight;
        Assert.Contains("status", await answer.Content.ReadAsStringAsync(Limit), StringComparison.Ordinal);
        Assert.Equal(0, await service.ExitCodeAsync(Limit));
        Assert.Null(folder.Postmaster);
    }

    internal static async Task AssertReadyAsync(NewsApiProcess service)
    {
        using var client = new HttpClient { BaseAddress = await service.ListeningAsync(Limit) };
        Assert.Equal("""{"status":"ready"}""", await client.GetStringAsync(new Uri("/health/ready", UriKind.Relative), Limit));
    }
}

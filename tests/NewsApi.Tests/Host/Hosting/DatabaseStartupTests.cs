using System.Runtime.Versioning;
using NewsApi.Tests.Host.Postgres;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Host.Hosting;

[UnsupportedOSPlatform("windows")]
public sealed class DatabaseStartupTests(TestPostgres server)
{
    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_unreachable_database_server_is_named_without_the_password()
    {
        using var folder = new DataFolder();
        using var service = Serve(folder, "Host=127.0.0.1;Port=1;Database=news;Username=desk;Password=secret-word");
        Assert.Equal(1, await service.ExitCodeAsync(Limit));
        Assert.Contains("127.0.0.1:1", service.Output, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__News", service.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-word", service.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", service.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_exist_stops_the_start_at_once()
    {
        using var folder = new DataFolder();
        var missing = new NpgsqlConnectionStringBuilder(await server.CreateAsync("", Limit)) { Database = "not_there" };
        using var service = Serve(folder, missing.ConnectionString, wait: "3600");
        Assert.Equal(1, await service.ExitCodeAsync(Limit));
        Assert.Contains("not_there", service.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invalid_connection_string_is_rejected()
    {
        using var folder = new DataFolder();
        using var service = Serve(folder, "Hots=127.0.0.1");
        Assert.Equal(1, await service.ExitCodeAsync(Limit));
        Assert.Contains("ConnectionStrings__News cannot be read", service.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_given_database_is_migrated_and_gets_no_sample_content()
    {
        using var folder = new DataFolder();
        var given = await server.CreateAsync("encoding 'UTF8' template template0", Limit);
        using var service = Serve(folder, given, sampleContent: "true");
        await PrivatePostgresTests.AssertReadyAsync(service);

        await using var database = NpgsqlDataSource.Create(given);
        await using var count = database.CreateCommand("select count(*) from article");
        Assert.Equal(0L, await count.ExecuteScalarAsync(Limit));
        Assert.Equal(0, await service.StopAsync(Limit));
        Assert.False(Directory.Exists(folder.Path));
    }

    [Fact]
    public async Task An_empty_private_database_gets_sample_content_whose_newest_item_is_at_most_a_day_old()
    {
        using var folder = new DataFolder();
        using var service = NewsApiProcess.Serve(folder.Path, environment: variables => variables["NewsApi__SampleContent"] = "true");
        await PrivatePostgresTests.AssertReadyAsync(service);
        Assert.Equal(true, await folder.AskAsync("select count(*) >= 60 from article", Limit));
        Assert.Equal(true, await folder.AskAsync(
            "select max(published_at) between now() - interval '1 day 1 hour' and now() from article", Limit));
        Assert.Equal(true, await folder.AskAsync("select max(expires_at) is null or max(expires_at) > now() from article", Limit));
        Assert.Equal(0, await service.StopAsync(Limit));

        // The second start leaves it as it is.
        using var again = NewsApiProcess.Serve(folder.Path, environment: variables => variables["NewsApi__SampleContent"] = "true");
        await PrivatePostgresTests.AssertReadyAsync(again);
        Assert.DoesNotContain("sample content", again.Output, StringComparison.Ordinal);
        Assert.Equal(0, await again.StopAsync(Limit));
    }

    private static NewsApiProcess Serve(DataFolder folder, string connectionString, string wait = "0", string sampleContent = "false") =>
        NewsApiProcess.Serve(folder.Path, environment: variables =>
        {
            variables["ConnectionStrings__News"] = connectionString;
            variables["NewsApi__DatabaseWait"] = wait;
            variables["NewsApi__SampleContent"] = sampleContent;
        });
}

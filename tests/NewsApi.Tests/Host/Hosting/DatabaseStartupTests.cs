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

    [Theory]
    [InlineData("encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C' template template0", "", "SQL_ASCII")]
    [InlineData("encoding 'LATIN1' lc_collate 'C' lc_ctype 'C' template template0", "", "LATIN1")]
    [InlineData("encoding 'UTF8' template template0", "-c default_transaction_read_only=on", "Connect to the primary")]
    public async Task A_database_that_cannot_be_used_ends_the_start_with_one_sentence(string database, string options, string expected)
    {
        using var folder = new DataFolder();
        var address = new NpgsqlConnectionStringBuilder(await server.CreateAsync(database, Limit)) { Options = options };
        using var service = Serve(folder, address.ConnectionString);
        await AssertOneSentenceAsync(service, expected);
    }

    [Fact]
    public async Task A_role_without_CREATE_serves_a_migrated_database_and_gets_one_sentence_for_an_empty_one()
    {
        using var folder = new DataFolder();
        var role = $"newsapi_reader_{Guid.NewGuid():N}"[..30];
        var migrated = await PrepareAsync(await server.CreateMigratedAsync(Limit), $"""
            create role {role} login password 'x';
            grant usage on schema public to {role};
            grant select, insert, update, delete on all tables in schema public to {role};
            grant usage on all sequences in schema public to {role};
            """);
        using (var service = Serve(folder, As(role, migrated)))
        {
            await PrivatePostgresTests.AssertReadyAsync(service);
            Assert.Equal(0, await service.StopAsync(Limit));
        }

        var empty = await PrepareAsync(await server.CreateAsync("encoding 'UTF8' template template0", Limit), "select 1");
        using var rejected = Serve(folder, As(role, empty));
        await AssertOneSentenceAsync(rejected, "newsapi migrate");
        await PrepareAsync(migrated, $"drop owned by {role}; drop role {role}");
    }

    [Fact]
    public async Task A_wrong_password_ends_the_start_with_one_sentence_without_the_password()
    {
        using var folder = new DataFolder();
        var wrong = new NpgsqlConnectionStringBuilder(await server.CreateAsync("", Limit)) { Password = "wrong-secret" };
        using var service = Serve(folder, wrong.ConnectionString, wait: "3600");
        await AssertOneSentenceAsync(service, "rejects the connection");
        Assert.DoesNotContain("wrong-secret", service.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, 0)]
    [InlineData("false", 0)]
    [InlineData("true", 60)]
    public async Task A_given_database_is_migrated_and_gets_sample_content_only_on_demand(string? sampleContent, long atLeast)
    {
        using var folder = new DataFolder();
        var given = await server.CreateAsync("encoding 'UTF8' template template0", Limit);
        using var service = Serve(folder, given, sampleContent: sampleContent);
        await PrivatePostgresTests.AssertReadyAsync(service);

        await using var database = NpgsqlDataSource.Create(given);
        await using var count = database.CreateCommand("select count(*) from article");
        var articles = Assert.IsType<long>(await count.ExecuteScalarAsync(Limit));
        Assert.True(atLeast == 0 ? articles == 0 : articles >= atLeast, $"There are {articles} articles.");
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

    private static string As(string role, string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Username = role, Password = "x" }.ConnectionString;

    private static async Task<string> PrepareAsync(string connectionString, string sql)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Limit);
        return connectionString;
    }

    private static async Task AssertOneSentenceAsync(NewsApiProcess service, string expected)
    {
        Assert.Equal(1, await service.ExitCodeAsync(Limit));
        var line = Assert.Single(service.Output.Split('\n'), l => l.StartsWith("newsapi: ", StringComparison.Ordinal));
        Assert.Contains(expected, line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", service.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", service.Output, StringComparison.Ordinal);
    }

    private static NewsApiProcess Serve(DataFolder folder, string connectionString, string wait = "0", string? sampleContent = "false") =>
        NewsApiProcess.Serve(folder.Path, environment: variables =>
        {
            variables["ConnectionStrings__News"] = connectionString;
            variables["NewsApi__DatabaseWait"] = wait;
            variables.Remove("NewsApi__SampleContent");
            if (sampleContent is not null)
            {
                variables["NewsApi__SampleContent"] = sampleContent;
            }
        });
}

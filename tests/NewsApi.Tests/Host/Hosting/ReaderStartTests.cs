using NewsApi.Content.Database;
using NewsApi.Hosting;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Host.Hosting;

/// <summary>The start of a process with the role reader.</summary>
public sealed class ReaderStartTests(TestPostgres postgres)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Host=a,b;Database=news", "has several hosts")]
    [InlineData(null, "NewsApi__Role is reader without ConnectionStrings__News")]
    public async Task A_reader_needs_the_address_of_one_server(string? connectionString, string problem)
    {
        var rejection = await Assert.ThrowsAsync<SettingsException>(() => StartAsync(connectionString));
        Assert.Contains(problem, rejection.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_waits_for_the_migrations_and_applies_none()
    {
        var connectionString = await postgres.CreateAsync("encoding 'UTF8' template template0", Token);
        var rejection = await Assert.ThrowsAsync<UnsuitableDatabaseException>(
            () => StartAsync(connectionString, "--NewsApi:DatabaseWait", "0"));
        Assert.Contains("this process only reads", rejection.Message, StringComparison.Ordinal);

        await using var database = NewsDatabase.At(connectionString);
        Assert.NotEmpty(await database.PendingMigrationsAsync(Token));
        var started = StartAsync(connectionString);
        await database.MigrateAsync(Token);
        await using var reader = await started;
        Assert.NotEmpty(reader.Addresses);
    }

    [Fact]
    public async Task A_reader_cannot_write_to_a_primary_either()
    {
        await using var reader = NewsDatabase.At(await postgres.CreateMigratedAsync(Token), onlyReads: true);
        await using var write = reader.Source.CreateCommand("delete from wire_change");
        var rejection = await Assert.ThrowsAsync<PostgresException>(() => write.ExecuteNonQueryAsync(Token));
        Assert.Equal(PostgresErrorCodes.ReadOnlySqlTransaction, rejection.SqlState);
    }

    private static Task<NewsService> StartAsync(string? connectionString, params string[] settings) => NewsService.StartAsync(
        [
            "--urls", "http://127.0.0.1:0", "--NewsApi:Role", "reader", "--Logging:LogLevel:Default", "None", .. settings,
            .. connectionString is null ? Array.Empty<string>() : ["--ConnectionStrings:News", connectionString],
        ],
        Token);
}

using System.Net.Sockets;
using Microsoft.EntityFrameworkCore;
using NewsApi.Content.Database;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Content.Database;

/// <summary>Exceptions as PostgreSQL and the network really cause them.</summary>
public sealed class DatabaseFailureTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("53100", DatabaseFailureKind.Full)]
    [InlineData("53200", DatabaseFailureKind.Overloaded)]
    [InlineData("53300", DatabaseFailureKind.Overloaded)]
    [InlineData("53400", DatabaseFailureKind.Overloaded)]
    [InlineData("57014", DatabaseFailureKind.TimedOut)]
    [InlineData("25P03", DatabaseFailureKind.TimedOut)]
    [InlineData("25006", DatabaseFailureKind.ReadOnly)]
    [InlineData("55P03", DatabaseFailureKind.Locked)]
    [InlineData("40001", DatabaseFailureKind.Conflict)]
    [InlineData("57P01", DatabaseFailureKind.Unreachable)]
    [InlineData("57P02", DatabaseFailureKind.Unreachable)]
    [InlineData("57P03", DatabaseFailureKind.Unreachable)]
    [InlineData("08006", DatabaseFailureKind.Unreachable)]
    [InlineData("58030", DatabaseFailureKind.Damaged)]
    [InlineData("XX001", DatabaseFailureKind.Damaged)]
    [InlineData("28P01", DatabaseFailureKind.Rejected)]
    [InlineData("28000", DatabaseFailureKind.Rejected)]
    [InlineData("3D000", DatabaseFailureKind.Rejected)]
    [InlineData("42501", DatabaseFailureKind.Rejected)]
    [InlineData("42601", null)]
    [InlineData("23505", null)]
    [InlineData("XX000", null)]
    public async Task Each_error_code_of_PostgreSQL_has_its_kind(string code, DatabaseFailureKind? expected)
    {
        var sql = $"do $$ begin raise exception 'as the server says it' using errcode = '{code}'; end $$";
        var thrown = await Assert.ThrowsAsync<PostgresException>(() => database.ExecuteAsync(sql));
        var failure = DatabaseFailure.Find(thrown);
        Assert.Equal(expected, failure?.Kind);
        if (failure is not null)
        {
            Assert.Equal("as the server says it", failure.Reason);
            Assert.DoesNotContain("as the server says it", failure.ClientMessage, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_statement_timeout_is_no_bug_also_when_EF_or_the_client_reports_it()
    {
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString)
        {
            Options = "-c statement_timeout=20",
            Pooling = false,
        };
        await using var limited = NpgsqlDataSource.Create(settings);
        await using var db = NewsDbContext.On(limited);
        var byServer = await Record.ExceptionAsync(() => db.Database.ExecuteSqlRawAsync("select pg_sleep(10)", Token));
        Assert.Equal(DatabaseFailureKind.TimedOut, DatabaseFailure.Find(byServer!)?.Kind);

        await using var slow = database.Source.CreateCommand("select pg_sleep(10)");
        slow.CommandTimeout = 1;
        var byClient = await Record.ExceptionAsync(() => slow.ExecuteScalarAsync(Token));
        Assert.Equal(DatabaseFailureKind.TimedOut, DatabaseFailure.Find(byClient!)?.Kind);
    }

    [Fact]
    public async Task A_server_that_does_not_listen_or_no_suitable_host_is_unreachable()
    {
        foreach (var hosts in new[] { "Host=127.0.0.1;Port=1", "Host=127.0.0.1,127.0.0.2;Port=1;Target Session Attributes=primary" })
        {
            await using var nothing = new NpgsqlDataSourceBuilder($"{hosts};Username=x").BuildMultiHost();
            var thrown = await Record.ExceptionAsync(() => nothing.OpenConnectionAsync(Token).AsTask());
            Assert.Equal(DatabaseFailureKind.Unreachable, DatabaseFailure.Find(thrown!)?.Kind);
        }

        var unknown = await Record.ExceptionAsync(async () =>
        {
            await using var connection = new NpgsqlConnection("Host=not-there.invalid;Username=x");
            await connection.OpenAsync(Token);
        });
        Assert.Equal(DatabaseFailureKind.Unreachable, DatabaseFailure.Find(unknown!)?.Kind);
    }

    [Fact]
    public async Task An_exhausted_pool_is_an_overload()
    {
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString) { MaxPoolSize = 1, Timeout = 1 };
        await using var small = NpgsqlDataSource.Create(settings);
        await using var held = await small.OpenConnectionAsync(Token);
        var thrown = await Record.ExceptionAsync(() => small.OpenConnectionAsync(Token).AsTask());
        Assert.Equal(DatabaseFailureKind.Overloaded, DatabaseFailure.Find(thrown!)?.Kind);
    }

    [Fact]
    public void A_bug_and_a_cancellation_are_no_failure_of_the_database()
    {
        Assert.Null(DatabaseFailure.Find(new InvalidOperationException("a bug", new NpgsqlException("x", new InvalidCastException()))));
        Assert.Null(DatabaseFailure.Find(new OperationCanceledException("cancelled", new SocketException())));
        Assert.Null(DatabaseFailure.Find(new IOException("a file")));
    }
}

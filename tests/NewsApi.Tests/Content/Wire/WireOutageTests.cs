using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Microsoft.Extensions.Logging.Abstractions;
using NewsApi.Content.Database;
using NewsApi.Content.Wire;
using NewsApi.Tests.Host.Postgres;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Content.Wire;

/// <summary>Lost notifications, cut connections and a server that crashes.</summary>
public sealed class WireOutageTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly WireOptions NoPolls = new() { PollInterval = TimeSpan.FromHours(1) };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_wire_listens_again_and_delivers_changes_after_its_listening_connection_is_terminated()
    {
        await using var wire = await TestWire.StartAsync(database.Database, NoPolls);
        await ListensAsync();

        // It looks only when it is notified, so an event that arrives shows that it listens again.
        Assert.True(await database.ScalarAsync<long>(
            $"select count(pg_terminate_backend(pid)) from pg_stat_activity where {Listening}") >= 1);

        var written = await database.Database.AppendAsync();
        await Poll.UntilAsync(() => wire.Head == written, () => wire.Head);
        await ListensAsync();
        var next = wire.ReadNextAsync(written, Token).AsTask();
        var later = await database.Database.AppendAsync();
        Assert.Equal(later, (await next).Cursor);
    }

    [Fact]
    public async Task A_poll_delivers_the_changes_while_the_listening_connection_is_silently_dead()
    {
        await using var proxy = new SilencingProxy(database.ConnectionString);
        await using var process = NewsDatabase.At(proxy.ConnectionString);
        await using var wire = await TestWire.StartAsync(process, new WireOptions { ListenIdleTime = TimeSpan.FromHours(1) });
        await Poll.UntilAsync(() => proxy.CountOf($"listen {WireWriter.Channel}") == 1);
        Assert.Equal(1, proxy.Silence($"listen {WireWriter.Channel}"));

        for (var i = 0; i < 3; i++)
        {
            var next = wire.ReadNextAsync(wire.Head, Token).AsTask();
            var written = await database.Database.AppendAsync();
            Assert.Equal(written, (await next).Cursor);
        }
    }

    [Fact]
    public async Task A_silently_dead_listening_connection_is_detected_and_replaced()
    {
        await using var proxy = new SilencingProxy(database.ConnectionString);
        await using var process = NewsDatabase.At(proxy.ConnectionString);
        await using var wire = await TestWire.StartAsync(
            process, NoPolls with { ListenIdleTime = TimeSpan.FromMilliseconds(200), ListenTimeout = TimeSpan.FromSeconds(1) });
        await Poll.UntilAsync(() => proxy.CountOf($"listen {WireWriter.Channel}") == 1);
        Assert.Equal(1, proxy.Silence($"listen {WireWriter.Channel}"));

        // Nobody looks, so what is written now arrives only through the connection that takes its place.
        var next = wire.ReadNextAsync(wire.Head, Token).AsTask();
        var written = await database.Database.AppendAsync();
        Assert.Equal(written, (await next).Cursor);
        await Poll.UntilAsync(() => proxy.CountOf($"listen {WireWriter.Channel}") == 2);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Readers_lose_no_change_when_PostgreSQL_is_stopped_immediately_and_restarted()
    {
        using var folder = new DataFolder();
        await using var server = await Postgres.PrivatePostgres.StartAsync(folder.Path, NullLogger.Instance, Token);
        await using var process = NewsDatabase.At(server.ConnectionString);
        await process.MigrateAsync(Token);
        await using var wire = await TestWire.StartAsync(process);
        var begin = wire.Head;
        var end = begin;
        for (var restart = 0; restart < 3; restart++)
        {
            end = await process.AppendAsync(2);
            await StopAtOnceAsync(folder);
            var waiting = wire.WaitUntilReadAsync(end with { Position = end.Position + 1 }, Token);

            // While it is down, no reader of the log is rejected, and no read fails.
            var asked = wire.ReadNextAsync(end with { Position = end.Position + 1 }, Token).AsTask();
            await using var again = await Postgres.PrivatePostgres.StartAsync(folder.Path, NullLogger.Instance, Token);
            end = await WriteWhenItAnswersAsync(process);
            await waiting;
            end = await WriteWhenItAnswersAsync(process);
            await asked;
        }

        var read = await wire.ReadAsync(begin, end);
        Assert.Equal(Enumerable.Range(1, read.Count).Select(i => begin.Position + i), read.Select(c => c.Position));
        Assert.True(read.Count >= 12, $"{read.Count}");
    }

    private static string Listening => $"query = 'listen {WireWriter.Channel}' and datname = current_database()";

    private Task ListensAsync() =>
        Poll.UntilAsync(() => database.ScalarAsync<bool>($"select exists (select from pg_stat_activity where {Listening})"));

    /// <summary>What <c>pg_ctl stop -m immediate</c> does: every process of the server ends at once, and the next start recovers.</summary>
    [UnsupportedOSPlatform("windows")]
    private static async Task StopAtOnceAsync(DataFolder folder)
    {
        var postmaster = Assert.NotNull(folder.Postmaster);
        using var kill = Process.Start("kill", ["-QUIT", postmaster.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(Token);
        await Poll.UntilAsync(() => !File.Exists($"/proc/{postmaster}/cwd/postmaster.pid"));
    }

    /// <summary>The pool's old connections fail first.</summary>
    private static Task<WireCursor> WriteWhenItAnswersAsync(NewsDatabase process) =>
        Poll.RetryAsync<WireCursor, NpgsqlException>(() => process.AppendAsync());
}

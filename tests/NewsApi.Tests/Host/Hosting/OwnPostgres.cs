using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Microsoft.Extensions.Logging.Abstractions;
using NewsApi.Content.Database;
using NewsApi.Postgres;
using NewsApi.Tests.Content.Wire;
using NewsApi.Tests.Host.Postgres;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Host.Hosting;

/// <summary>A migrated PostgreSQL of a test's own, which the test can stop and start. The service gets it as a connection string.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class OwnPostgres : IAsyncDisposable
{
    private readonly DataFolder _folder = new();
    private PrivatePostgres? _server;

    public string ConnectionString { get; private set; } = "";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<OwnPostgres> CreateAsync()
    {
        var own = new OwnPostgres();
        await own.StartAsync();
        await using var database = NewsDatabase.At(own.ConnectionString);
        await database.MigrateAsync(Token);
        return own;
    }

    public async Task StartAsync()
    {
        var server = await PrivatePostgres.StartAsync(_folder.Path, NullLogger.Instance, Token);
        (_server, ConnectionString) = (server, server.ConnectionString);
    }

    /// <summary>Starts the stopped server with a clock that is ahead of this machine's, or behind it. Its timers run as usual.</summary>
    public async Task StartShiftedAsync(int hours)
    {
        var data = Path.Combine(_folder.Server, "data");
        var program = (await File.ReadAllTextAsync(Path.Combine(data, "postmaster.opts"), Token)).Split(' ')[0];
        var shift = string.Create(CultureInfo.InvariantCulture, $"{hours:+0;-0}h");
        var start = new ProcessStartInfo(Prerequisite.Program("faketime"), ["-f", shift, program, "-D", data]) { WorkingDirectory = "/" };
        start.Environment["FAKETIME_DONT_FAKE_MONOTONIC"] = start.Environment["DONT_FAKE_MONOTONIC"] = "1";
        if (Environment.IsPrivilegedProcess)
        {
            // PostgreSQL does not run as root.
            using var owner = Process.Start(new ProcessStartInfo("stat", ["-c", "%U", data]) { RedirectStandardOutput = true })
                ?? throw new InvalidOperationException("stat does not start.");
            start.UserName = (await owner.StandardOutput.ReadToEndAsync(Token)).Trim();
        }

        using var process = Process.Start(start);
        await Poll.RetryAsync<object?, NpgsqlException>(() => AskAsync("select 1"));
    }

    /// <summary>Makes a standby, which streams the changes of this server, and starts it.</summary>
    /// <param name="isSynchronous">True if each commit then waits for the standby.</param>
    public async Task<OwnPostgres> AddStandbyAsync(bool isSynchronous = true)
    {
        var standby = new OwnPostgres();
        var folder = Path.Combine(standby._folder.Path, Path.GetFileName(_folder.Server));
        Directory.CreateDirectory(folder);
        await PostgresTools.RunAsync(
            ConnectionString, "pg_basebackup", "--pgdata", Path.Combine(folder, "data"), "--write-recovery-conf", "--checkpoint=fast");
        File.Copy(Path.Combine(_folder.Server, "password"), Path.Combine(folder, "password"));
        using (var own = Process.Start("chown", ["-R", $"--reference={Path.Combine(_folder.Server, "data")}", folder]))
        {
            await own.WaitForExitAsync(Token);
        }

        await standby.StartAsync();
        if (isSynchronous)
        {
            await SetAsync("synchronous_standby_names", "*");
            await Poll.UntilAsync(async () => await AskAsync("select sync_state = 'sync' from pg_stat_replication") is true);
        }

        return standby;
    }

    /// <summary>Changes a setting of the running server.</summary>
    public async Task SetAsync(string name, string value)
    {
        await AskAsync($"alter system set {name} = '{value.Replace("'", "''", StringComparison.Ordinal)}'");
        await AskAsync("select pg_reload_conf()");
    }

    /// <summary>Ends the server: QUIT as in a crash, INT as in a fast shutdown. Returns when it is gone.</summary>
    public async Task StopAsync(string signal)
    {
        var postmaster = Assert.NotNull(_folder.Postmaster);
        using var kill = Process.Start("kill", [$"-{signal}", postmaster.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(Token);
        await Poll.UntilAsync(() => !File.Exists($"/proc/{postmaster}/cwd/postmaster.pid"));
    }

    /// <summary>Opens a connection without a pool.</summary>
    public async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Token);
        return connection;
    }

    /// <summary>Runs a statement on a connection of its own.</summary>
    public async Task<object?> AskAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }
}

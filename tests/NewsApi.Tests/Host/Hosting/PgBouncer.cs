using System.Diagnostics;
using System.Globalization;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Host.Hosting;

/// <summary>PgBouncer as a process of its own, on a port of loopback, in front of a PostgreSQL.</summary>
internal sealed class PgBouncer : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;
    private readonly string _user;
    private readonly int _port;
    private Process? _process;

    private PgBouncer(DirectoryInfo folder, string user, int port, string connectionString) =>
        (_folder, _user, _port, ConnectionString) = (folder, user, port, connectionString);

    /// <summary>The database through PgBouncer.</summary>
    public string ConnectionString { get; }

    private string File => Path.Combine(_folder.FullName, "pgbouncer.ini");

    /// <param name="mode">How long a client keeps a session: <c>transaction</c> or <c>session</c>.</param>
    /// <param name="sessions">The number of sessions of PostgreSQL that all clients share.</param>
    /// <param name="more">More lines of the section <c>[pgbouncer]</c>.</param>
    public static async Task<PgBouncer> StartAsync(string connectionString, string mode, int sessions, string more = "")
    {
        var target = new NpgsqlConnectionStringBuilder(connectionString);
        var port = RestartedService.FreePort();
        var folder = Directory.CreateTempSubdirectory("newsapi-pgbouncer-");
        var address = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Database = target.Database,
            Username = "any",
            MaxPoolSize = target.MaxPoolSize,
        };
        var pooler = new PgBouncer(folder, await FindUserAsync(target.Host ?? ""), port, address.ConnectionString);
        var text =
            $"""
            [databases]
            * = host={target.Host} port={target.Port} user={target.Username} password={target.Password}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = any
            pool_mode = {mode}
            default_pool_size = {sessions}
            max_client_conn = 300
            logfile = {folder.FullName}/pgbouncer.log
            pidfile = {folder.FullName}/pgbouncer.pid
            {more}
            """;
        await System.IO.File.WriteAllTextAsync(pooler.File, text, TestContext.Current.CancellationToken);
        await pooler.StartAsync();
        return pooler;
    }

    /// <summary>Starts the process again after a stop, on the same port.</summary>
    public async Task StartAsync()
    {
        // PgBouncer does not run as root.
        var isRoot = Environment.IsPrivilegedProcess;
        if (isRoot)
        {
            await RunAsync("chown", "-R", _user, _folder.FullName);
        }

        string[] arguments = isRoot ? ["-q", "-u", _user, File] : ["-q", File];
        var program = Prerequisite.Program("pgbouncer");
        var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = "/" })
            ?? throw new InvalidOperationException("PgBouncer does not start.");
        _process = process;
        await Poll.UntilAsync(() => ReverseProxy.Accepts(_port) || process.HasExited);
        Assert.False(process.HasExited, "PgBouncer rejects its configuration.");
    }

    /// <summary>Ends the process: KILL as in a crash, TERM as its service manager does. Returns when it is gone.</summary>
    public async Task StopAsync(string signal)
    {
        if (_process is { HasExited: false } process)
        {
            await RunAsync("kill", $"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture));
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        _process?.Dispose();
        _process = null;
        System.IO.File.Delete(Path.Combine(_folder.FullName, "pgbouncer.pid"));
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync("KILL");
        _folder.Delete(recursive: true);
    }

    // Only the user of the server may use its socket.
    private static async Task<string> FindUserAsync(string host) =>
        host.StartsWith('/') ? (await RunAsync("stat", "-c", "%U", host)).Trim() : "nobody";

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{program} does not start.");
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output;
    }
}

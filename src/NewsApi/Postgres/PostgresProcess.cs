using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace NewsApi.Postgres;

/// <summary>
/// Creates, starts and stops the PostgreSQL server whose data is in one folder. Uses PostgreSQL's own programs, such as <c>initdb</c>.
/// </summary>
internal sealed class PostgresProcess(PostgresBinaries binaries, ServerFolder folder, ServerUser user)
{
    /// <summary>The name of the database superuser. It is not the operating system's user that runs the server.</summary>
    public const string SuperUser = "newsapi";

    private const string SettingsFile = "newsapi.conf";
    private const long LargestLog = 10 << 20; // bytes, before the log is rotated
    private const long Megabyte = 1 << 20;

    // The limit is long, because recovery after a kill replays all changes since the last checkpoint. A new start would only begin the
    // recovery again.
    private const int StartLimit = 300; // seconds
    private const int StopLimit = 60; // seconds

    /// <summary>
    /// The port of the server; null before the first start. A server that is started again keeps its port, because the connection pools
    /// know only that one. Used only on Windows: elsewhere the server listens on a socket whose path never changes.
    /// </summary>
    public int? Port { get; set; }

    /// <summary>
    /// Creates the data folder. If the process dies during this time, <see cref="ServerFolder.HalfMade"/> is left, and the next process
    /// deletes it.
    /// </summary>
    public async Task InitialiseAsync(CancellationToken cancellationToken)
    {
        await File.WriteAllTextAsync(folder.Password, RandomNumberGenerator.GetHexString(40, lowercase: true), cancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder.Password, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        await user.OwnAsync(folder.Password, cancellationToken);

        ProgramRun run = new(-1, "", "");
        foreach (var locale in ListLocales())
        {
            if (Directory.Exists(folder.HalfMade))
            {
                Directory.Delete(folder.HalfMade, recursive: true);
            }

            string[] arguments =
            [
                "-D", folder.HalfMade, "-U", SuperUser, "--pwfile", folder.Password, "--auth=scram-sha-256", "--encoding=UTF8",
                "--no-instructions", .. locale,
            ];
            run = await RunAsync("initdb", arguments, cancellationToken);
            if (run.Succeeded)
            {
                await File.AppendAllTextAsync(
                    Path.Combine(folder.HalfMade, "postgresql.conf"), $"\ninclude '{SettingsFile}'\n", cancellationToken);
                Directory.Move(folder.HalfMade, folder.Data);
                return;
            }
        }

        throw new PostgresUnavailableException($"PostgreSQL's initdb could not create {folder.Data}: {run.Errors.Trim()}");
    }

    /// <summary>Starts the server and waits until it accepts connections.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await WriteSettingsAsync(cancellationToken);
        if (new FileInfo(folder.Log) is { Exists: true, Length: > LargestLog })
        {
            File.Move(folder.Log, folder.Log + ".old", overwrite: true);
        }

        // pg_ctl starts the server in a session of its own. A child process would also receive the terminal's Ctrl-C, and would stop before
        // the requests in flight have their responses.
        var run = await RunAsync(
            "pg_ctl",
            ["start", "-s", "-w", "-t", StartLimit.ToString(CultureInfo.InvariantCulture), "-D", folder.Data, "-l", folder.Log],
            cancellationToken);
        if (!run.Succeeded)
        {
            throw new PostgresUnavailableException(
                $"The private PostgreSQL in {folder.Root} does not start. {run.Errors.Trim()} The end of {folder.Log}:\n{ReadEndOfLog()}");
        }
    }

    /// <summary>Stops the server, and rolls back open transactions. Returns false if the server does not stop within the limit.</summary>
    public async Task<bool> StopAsync(CancellationToken cancellationToken)
    {
        var run = await RunAsync(
            "pg_ctl",
            ["stop", "-s", "-m", "fast", "-w", "-t", StopLimit.ToString(CultureInfo.InvariantCulture), "-D", folder.Data],
            cancellationToken);
        var stopped = run.Succeeded || PostmasterFile.Read(folder.Data) is null;
        if (stopped && !OperatingSystem.IsWindows() && folder.GetSocketFolder() is var socket && Directory.Exists(socket)
            && !Directory.EnumerateFileSystemEntries(socket).Any())
        {
            // The socket folder may be outside the data directory, where no user would look for it.
            Directory.Delete(socket);
        }

        return stopped;
    }

    // Text is ordered by code points on every version. lower() works for all scripts if the version or the system supports this.
    private string[][] ListLocales() => folder.Major >= 17
        ? [["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]]
        : [["--locale=C", "--lc-ctype=C.UTF-8"], ["--locale=C"]];

    // The settings are written before each start, because the machine or the path may have changed.
    private async Task WriteSettingsAsync(CancellationToken cancellationToken)
    {
        string listen;
        if (OperatingSystem.IsWindows())
        {
            listen = $"""
                listen_addresses = '127.0.0.1'
                port = {Port ?? FindFreePort()}
                """;
        }
        else
        {
            var socket = folder.GetSocketFolder();
            await user.OwnFolderAsync(socket, cancellationToken);

            // A killed server leaves its socket and a lock file. Only this server uses the folder, and it does not run now.
            foreach (var leftover in Directory.EnumerateFiles(socket, ".s.PGSQL.*"))
            {
                File.Delete(leftover);
            }

            listen = $"""
                listen_addresses = ''
                port = 5432
                unix_socket_directories = '"{socket}"'
                unix_socket_permissions = 0700
                """;
        }

        // A quarter of the memory, as PostgreSQL's manual recommends. The upper limit leaves memory for the other programs of a laptop.
        var sharedBuffers = Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4 / Megabyte, 128, 1024);

        // The server's user owns the folder, and this process may run as root. So a link in the folder must not be followed.
        var path = Path.Combine(folder.Data, SettingsFile);
        File.Delete(path);
        await using var file = new StreamWriter(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write });
        await file.WriteAsync(
            $"""
            # Written by newsapi before each start. Add your own settings at the end of postgresql.conf.
            {listen}
            max_connections = 100
            shared_buffers = {sharedBuffers}MB
            timezone = 'UTC'
            log_timezone = 'UTC'
            log_line_prefix = '%m [%p] '
            # Not by initdb's option, which adds the schema a second time; parallel workers cannot read that name.
            default_text_search_config = 'pg_catalog.simple'

            """.AsMemory(),
            cancellationToken);
    }

    private Task<ProgramRun> RunAsync(string program, string[] arguments, CancellationToken cancellationToken) =>
        ProgramRun.RunAsync(binaries.GetPath(program), arguments, cancellationToken, start =>
        {
            user.Apply(start);
            start.WorkingDirectory = folder.Root;

            // PGDATA, PGPORT and similar variables are for other servers, and the caller's locale must not affect messages or data.
            foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToList())
            {
                start.Environment.Remove(name);
            }

            start.Environment["LC_ALL"] = "C";

            // Not on Windows: the server would inherit the pipes of pg_ctl, and a read of them would never end.
            start.RedirectStandardOutput = start.RedirectStandardError = !OperatingSystem.IsWindows();
        });

    private string ReadEndOfLog()
    {
        try
        {
            return string.Join('\n', File.ReadLines(folder.Log).TakeLast(10));
        }
        catch (IOException)
        {
            return "(there is no log)";
        }
    }

    private static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}

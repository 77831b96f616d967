using System.Diagnostics;

namespace NewsApi.Postgres;

/// <summary>
/// A private PostgreSQL server for one data directory. Every process that uses it holds a shared lock on the lease file. The last such
/// process stops the server. The README of this folder lists the guarantees.
/// </summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    private const int MostAttempts = 3;

    // The limit is long, because another process may install programs, initialise the server or recover it during this time.
    private static readonly TimeSpan TurnLimit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LeaveLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SocketLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(100);

    private readonly string _dataDirectory;
    private readonly ServerFolder _folder;
    private readonly PostgresProcess _process;
    private readonly ILogger _logger;
    private FileLock? _lease;

    private PrivatePostgres(string dataDirectory, ServerFolder folder, PostgresProcess process, ILogger logger, FileLock lease)
    {
        _dataDirectory = dataDirectory;
        _folder = folder;
        _process = process;
        _logger = logger;
        _lease = lease;
    }

    /// <summary>The connection string for Npgsql. It connects as the superuser of this server.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>
    /// Starts the server of this data directory. Creates the server if it does not exist, and uses the server if it already runs.
    /// </summary>
    /// <param name="dataDirectory">
    /// The directory, which is created if it is missing. It contains a folder for each major version of PostgreSQL.
    /// </param>
    /// <exception cref="PostgresUnavailableException">No server is available. The message has the reason and a remedy.</exception>
    public static async Task<PrivatePostgres> StartAsync(string dataDirectory, ILogger logger, CancellationToken cancellationToken)
    {
        dataDirectory = Path.GetFullPath(dataDirectory);
        try
        {
            DataDirectory.Create(dataDirectory);

            // Two processes that start at the same time must not both initialise the server. A process must not use a server that another
            // process is stopping.
            using var turn = await FileLock.AcquireExclusiveAsync(
                ServerFolder.GetStartLock(dataDirectory),
                TurnLimit,
                () => logger.LogInformation(
                    "Waiting for another newsapi process that starts or stops the database in {Folder}", dataDirectory),
                cancellationToken)
                ?? throw new PostgresUnavailableException(
                    $"Another newsapi process has been starting the database in {dataDirectory} for {TurnLimit.TotalMinutes} minutes. "
                    + "End it, or set NewsApi__DataDirectory to another folder.");
            return await StartInTurnAsync(dataDirectory, logger, cancellationToken);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new PostgresUnavailableException(
                $"The private PostgreSQL cannot use {dataDirectory}: {e.Message} "
                + "Run newsapi as the user who owns that folder, or set NewsApi__DataDirectory to another folder.",
                e);
        }
    }

    /// <summary>Starts the server again if it ends, until the watch is disposed of. Only a service needs this, and not a verb.</summary>
    /// <param name="isStopping">True if the service is stopping. The server is then not started again.</param>
    public ServerWatch Watch(Func<bool> isStopping) => new(this, isStopping, _logger);

    /// <summary>True if the process of the server is alive, and visible from this process.</summary>
    internal bool IsAlive => PostmasterFile.Read(_folder.Data)?.IsAlive() == true;

    /// <summary>
    /// Starts the server if it does not run. The address stays the same, so the connection pools find the server again.
    /// </summary>
    /// <exception cref="PostgresUnavailableException">The server does not start. The message has the reason.</exception>
    internal async Task StartAgainAsync(Func<bool> isStopping, CancellationToken cancellationToken)
    {
        using var turn = await FileLock.AcquireExclusiveAsync(
            ServerFolder.GetStartLock(_dataDirectory), TurnLimit, () => { }, cancellationToken);

        // Another process may have started the server during the wait for the lock.
        if (turn is null || IsAlive || isStopping())
        {
            return;
        }

        _logger.LogWarning("The private PostgreSQL in {Folder} ended unexpectedly", _folder.Root);
        await RunAsync(usedByOthers: false, cancellationToken);
        _logger.LogWarning("The private PostgreSQL in {Folder} runs again", _folder.Root);
    }

    /// <summary>
    /// Ends the use of the server. Stops the server if no other process uses it. The caller must first close its connections.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _lease, null) is not { } lease)
        {
            return;
        }

        using var turn = await FileLock.AcquireExclusiveAsync(
            ServerFolder.GetStartLock(_dataDirectory), LeaveLimit, () => { }, CancellationToken.None);
        lease.Dispose();

        // If the lock was not acquired, another process holds it because that process is starting. That process will use the server and
        // stop it later.
        if (turn is not null)
        {
            await StopWhenLastAsync(_folder, _process, _logger);
        }
    }

    private static async Task<PrivatePostgres> StartInTurnAsync(string dataDirectory, ILogger logger, CancellationToken cancellationToken)
    {
        var binaries = await PostgresBinaries.FindAsync(dataDirectory, logger, cancellationToken);
        var folder = new ServerFolder(dataDirectory, binaries.Major);
        var user = await ServerUser.FindAsync(folder, cancellationToken);
        var process = new PostgresProcess(binaries, folder, user);
        if (!Directory.Exists(folder.Data))
        {
            logger.LogInformation("Creating a private PostgreSQL {Major} in {Folder}", folder.Major, folder.Root);
            await user.OwnFolderAsync(folder.Root, cancellationToken);
            await user.CheckCanWriteAsync(folder.Root, cancellationToken);
            await process.InitialiseAsync(cancellationToken);
        }

        bool usedByOthers;
        using (var alone = FileLock.TryAcquireExclusive(folder.Lease))
        {
            usedByOthers = alone is null;
        }

        var lease = FileLock.TryAcquireShared(folder.Lease)
            ?? throw new PostgresUnavailableException(
                $"Another program locks {folder.Lease}; end it, or set NewsApi__DataDirectory to another folder.");
        var server = new PrivatePostgres(dataDirectory, folder, process, logger, lease);
        try
        {
            server.ConnectionString = await server.RunAsync(usedByOthers, cancellationToken);
            return server;
        }
        catch
        {
            // This method already holds the start lock, so it cannot call DisposeAsync.
            lease.Dispose();
            await StopWhenLastAsync(folder, process, logger);
            throw;
        }
    }

    private static async Task StopWhenLastAsync(ServerFolder folder, PostgresProcess process, ILogger logger)
    {
        using var last = FileLock.TryAcquireExclusive(folder.Lease);
        if (last is null || PostmasterFile.Read(folder.Data) is not { } file || !file.IsAlive())
        {
            // If the process is not alive, the server was killed. Its process id may now be that of another process, which must not be
            // stopped.
            return;
        }

        if (await process.StopAsync(CancellationToken.None))
        {
            logger.LogInformation("Stopped the private PostgreSQL in {Folder}", folder.Root);
        }
        else
        {
            logger.LogWarning("The private PostgreSQL in {Folder} did not stop; the next start adopts it", folder.Root);
        }
    }

    private async Task<string> RunAsync(bool usedByOthers, CancellationToken cancellationToken)
    {
        var password = await File.ReadAllTextAsync(_folder.Password, cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            if (await AdoptAsync(password, usedByOthers, cancellationToken) is { } address)
            {
                await address.CreateDatabaseAsync(cancellationToken);
                return address.ConnectionString;
            }

            try
            {
                _logger.LogInformation("Starting the private PostgreSQL {Major} in {Folder}", _folder.Major, _folder.Root);
                await _process.StartAsync(cancellationToken);
            }
            catch (PostgresUnavailableException e) when (attempt < MostAttempts)
            {
                // A process that was killed may have started the server before, or backends of a killed server may still be ending.
                _logger.LogDebug(e, "Attempt {Attempt} to start PostgreSQL failed", attempt);
                await Task.Delay(RetryInterval, cancellationToken);
            }
        }
    }

    /// <summary>
    /// If the server already runs, waits until it accepts connections and returns its address. Returns null if the server does not run.
    /// </summary>
    private async Task<ServerAddress?> AdoptAsync(string password, bool usedByOthers, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (PostmasterFile.Read(_folder.Data) is { } file)
        {
            var waited = Stopwatch.GetElapsedTime(started);
            if (!file.IsComplete && waited < SocketLimit)
            {
                await Task.Delay(RetryInterval, cancellationToken);
                continue;
            }

            // A socket is tried even if the server's process is not visible: it may run in another container that shares this folder. A
            // port is not tried then, because another program may use it now.
            var address = ServerAddress.From(file, password);
            var result = file.IsComplete && (file.Socket is not null || file.IsAlive())
                ? await address.ProbeAsync(cancellationToken)
                : ProbeResult.NoServer;
            if (result == ProbeResult.Ready)
            {
                _process.Port = file.Port;
                return address;
            }

            if (result == ProbeResult.NoServer && !file.IsAlive())
            {
                ThrowIfUnreachable(file, usedByOthers);

                // The file is from a killed server. PostgreSQL would not start if another process of this user now had that process id.
                // Without the file, PostgreSQL still detects surviving backends by their shared memory, which belongs to the data folder.
                File.Delete(file.Path);
                return null;
            }

            if (result == ProbeResult.NoServer && waited > SocketLimit)
            {
                _logger.LogWarning("The private PostgreSQL in {Folder} runs, but its socket is gone; restarting it", _folder.Root);
                await _process.StopAsync(cancellationToken);
            }
            else if (waited > RecoveryLimit)
            {
                throw new PostgresUnavailableException(
                    $"The private PostgreSQL in {_folder.Root} is not ready after {RecoveryLimit.TotalMinutes} minutes; "
                    + $"see {_folder.Log}.");
            }

            await Task.Delay(RetryInterval, cancellationToken);
        }

        return null;
    }

    // Two servers on one folder would destroy its data. A killed server leaves a socket on which no process listens. If other processes use
    // the server and there is no socket, the server runs in another container or on another machine.
    private void ThrowIfUnreachable(PostmasterFile file, bool usedByOthers)
    {
        if (usedByOthers && file.IsComplete && file.Socket is { } socket && !File.Exists(socket))
        {
            throw new PostgresUnavailableException(
                $"The private PostgreSQL in {_folder.Root} is in use by a process that cannot be reached from here, perhaps in another "
                + "container. Give each process its own NewsApi__DataDirectory, or give both a PostgreSQL that they can reach "
                + "(ConnectionStrings__News).");
        }
    }
}

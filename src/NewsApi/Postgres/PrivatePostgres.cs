using System.Diagnostics;

namespace NewsApi.Postgres;

/// <summary>
/// A PostgreSQL server of the service's own, which belongs to its data directory. Every process that uses it holds a shared lease;
/// who is the last to leave stops it. The README beside this file says what is promised.
/// </summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    private const int MostAttempts = 3;

    // Somebody else may be fetching binaries, initialising or recovering.
    private static readonly TimeSpan TurnLimit = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LeaveLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan RecoveryLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SocketLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(100);

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

    /// <summary>Npgsql's connection string of the service's database; its user is the superuser of this server.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>
    /// Starts the server of this data directory, makes it first where there is none, or joins the one that runs.
    /// </summary>
    /// <param name="dataDirectory">Made where it is missing; holds a folder for each major version of PostgreSQL.</param>
    /// <exception cref="PostgresUnavailableException">There is none to be had; the message says what to do.</exception>
    public static async Task<PrivatePostgres> StartAsync(string dataDirectory, ILogger logger, CancellationToken cancellationToken)
    {
        dataDirectory = Path.GetFullPath(dataDirectory);
        try
        {
            DataDirectory.Make(dataDirectory);

            // Two processes that start at the same instant must not both initialise, and nobody may join what is being stopped.
            using var turn = await FileLock.ExclusiveAsync(
                ServerFolder.StartLock(dataDirectory),
                TurnLimit,
                () => logger.LogInformation("Waiting for another newsapi process that starts or stops the database in {Folder}", dataDirectory),
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
                + "Run newsapi as the user who owns that folder, or set NewsApi__DataDirectory to another one.",
                e);
        }
    }

    /// <summary>Leaves the server, and stops it when nobody else uses it. Close the connections to it first.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _lease, null) is not { } lease)
        {
            return;
        }

        using var turn = await FileLock.ExclusiveAsync(
            ServerFolder.StartLock(_dataDirectory), LeaveLimit, () => { }, CancellationToken.None);
        lease.Dispose();

        // Whoever has had the turn for so long is at its start, so it is a user of the server and will be the last one after us.
        if (turn is not null)
        {
            await StopWhenLastAsync(_folder, _process, _logger);
        }
    }

    private static async Task<PrivatePostgres> StartInTurnAsync(string dataDirectory, ILogger logger, CancellationToken cancellationToken)
    {
        var binaries = await PostgresBinaries.FindAsync(dataDirectory, logger, cancellationToken);
        var folder = new ServerFolder(dataDirectory, binaries.Major);
        var user = await ServerUser.ForAsync(folder, cancellationToken);
        var process = new PostgresProcess(binaries, folder, user);
        if (!Directory.Exists(folder.Data))
        {
            logger.LogInformation("Making a private PostgreSQL {Major} in {Folder}", folder.Major, folder.Root);
            await user.OwnFolderAsync(folder.Root, cancellationToken);
            await user.CheckCanWriteAsync(folder.Root, cancellationToken);
            await process.InitialiseAsync(cancellationToken);
        }

        bool usedByOthers;
        using (var alone = FileLock.TryExclusive(folder.Lease))
        {
            usedByOthers = alone is null;
        }

        var lease = FileLock.TryShared(folder.Lease)
            ?? throw new PostgresUnavailableException($"Something holds {folder.Lease}; end it, or set NewsApi__DataDirectory to another folder.");
        var server = new PrivatePostgres(dataDirectory, folder, process, logger, lease);
        try
        {
            server.ConnectionString = await server.RunAsync(usedByOthers, cancellationToken);
            return server;
        }
        catch
        {
            // The turn is ours already, so this cannot go through DisposeAsync.
            lease.Dispose();
            await StopWhenLastAsync(folder, process, logger);
            throw;
        }
    }

    private static async Task StopWhenLastAsync(ServerFolder folder, PostgresProcess process, ILogger logger)
    {
        using var last = FileLock.TryExclusive(folder.Lease);
        if (last is null || PostmasterFile.In(folder.Data) is not { } file || !file.IsAlive())
        {
            // Not alive: it was killed, or its number means another process here, and that must not be stopped in its stead.
            return;
        }

        if (await process.StopAsync(CancellationToken.None))
        {
            logger.LogInformation("Stopped the private PostgreSQL in {Folder}", folder.Root);
        }
        else
        {
            logger.LogWarning("The private PostgreSQL in {Folder} did not stop; the next start takes it over", folder.Root);
        }
    }

    private async Task<string> RunAsync(bool usedByOthers, CancellationToken cancellationToken)
    {
        var password = await File.ReadAllTextAsync(_folder.Password, cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            if (await AdoptAsync(password, usedByOthers, cancellationToken) is { } address)
            {
                await address.MakeDatabaseAsync(cancellationToken);
                return address.ConnectionString;
            }

            try
            {
                _logger.LogInformation("Starting the private PostgreSQL {Major} in {Folder}", _folder.Major, _folder.Root);
                await _process.StartAsync(cancellationToken);
            }
            catch (PostgresUnavailableException e) when (attempt < MostAttempts)
            {
                // A start by a process that was killed may have overtaken ours, or killed backends may still be on their way out.
                _logger.LogDebug(e, "Attempt {Attempt} to start PostgreSQL failed", attempt);
                await Task.Delay(LookAgain, cancellationToken);
            }
        }
    }

    /// <summary>The running server of this folder, once it answers; null when none runs.</summary>
    private async Task<ServerAddress?> AdoptAsync(string password, bool usedByOthers, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (PostmasterFile.In(_folder.Data) is { } file)
        {
            var waited = Stopwatch.GetElapsedTime(started);
            if (!file.IsWhole && waited < SocketLimit)
            {
                await Task.Delay(LookAgain, cancellationToken);
                continue;
            }

            // A socket is asked even where its process cannot be seen: that may run in another container that shares this folder.
            // A port, on the other hand, may be anybody's by now.
            var address = ServerAddress.Of(file, password);
            var answer = file.IsWhole && (file.Socket is not null || file.IsAlive())
                ? await address.AskAsync(cancellationToken)
                : ServerAnswer.Nobody;
            if (answer == ServerAnswer.Ready)
            {
                return address;
            }

            if (answer == ServerAnswer.Nobody && !file.IsAlive())
            {
                RefuseOneOutOfSight(file, usedByOthers);

                // Left by a server that was killed. PostgreSQL itself would refuse to start if some other process of this user had
                // that number by now. Children that survived are still noticed: their shared memory is named for the data folder.
                File.Delete(file.Path);
                return null;
            }

            if (answer == ServerAnswer.Nobody && waited > SocketLimit)
            {
                _logger.LogWarning("The private PostgreSQL in {Folder} runs, but its socket is gone; starting it anew", _folder.Root);
                await _process.StopAsync(cancellationToken);
            }
            else if (waited > RecoveryLimit)
            {
                throw new PostgresUnavailableException(
                    $"The private PostgreSQL in {_folder.Root} has not become ready in {RecoveryLimit.TotalMinutes} minutes; see {_folder.Log}.");
            }

            await Task.Delay(LookAgain, cancellationToken);
        }

        return null;
    }

    // Two servers on one folder would destroy it. A killed one leaves its socket behind, on which nobody answers; if others use the
    // server and we do not even see a socket, then it runs where we cannot look: in another container, on another machine.
    private void RefuseOneOutOfSight(PostmasterFile file, bool usedByOthers)
    {
        if (usedByOthers && file.IsWhole && file.Socket is { } socket && !File.Exists(socket))
        {
            throw new PostgresUnavailableException(
                $"The private PostgreSQL in {_folder.Root} is in use by a process that cannot be reached from here, perhaps in another "
                + "container. Give each its own NewsApi__DataDirectory, or both a PostgreSQL they can reach (ConnectionStrings__News).");
        }
    }
}

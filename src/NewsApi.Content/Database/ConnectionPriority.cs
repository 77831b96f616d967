using System.Diagnostics;
using Npgsql;

namespace NewsApi.Content.Database;

/// <summary>
/// Opens connections when the server or the role may allow no more of them (PostgreSQL's error 53300). The reader of the change log gets
/// its connections first and keeps them: without them subscribers get nothing, although queries succeed. The pools close their idle
/// connections for each other, so that no pool keeps connections that it does not use while another has none.
/// </summary>
internal sealed class ConnectionPriority(DatabasePools pools) : IDisposable
{
    /// <summary>The most attempts to open a connection that is not for the log. Then the operation gets 503.</summary>
    private const int MostAttempts = 4;

    /// <summary>The pause after the first attempt. It doubles after each attempt. Each attempt starts a process of PostgreSQL.</summary>
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);

    /// <summary>
    /// The longest time that an attempt for the log lasts and other pools wait. It is short because programs outside this process may have
    /// all the connections, and then a wait of this process does not help the log.
    /// </summary>
    private static readonly TimeSpan LongestTurn = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LogPause = TimeSpan.FromMilliseconds(20);

    // The listener and the reader may both need a connection.
    private readonly SemaphoreSlim _turn = new(1);

    // Completed, except while the log waits for a connection.
    private volatile Task _logServed = Task.CompletedTask;

    /// <summary>True if no connection could be opened because the server or the role allows no more of them.</summary>
    public static bool IsLimitReached(Exception exception) => exception switch
    {
        PostgresException rejection => rejection.SqlState == PostgresErrorCodes.TooManyConnections,
        AggregateException several => several.InnerExceptions.Any(IsLimitReached),
        NpgsqlException { InnerException: { } inner } => IsLimitReached(inner),
        _ => false,
    };

    /// <summary>
    /// Opens a connection of a pool. At the limit, the other pools close their idle connections, and this pool tries again for a short
    /// time.
    /// </summary>
    public async Task<NpgsqlConnection> OpenAsync(NpgsqlDataSource pool, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            await _logServed.WaitAsync(cancellationToken);
            try
            {
                return await pool.OpenConnectionAsync(cancellationToken);
            }
            catch (NpgsqlException e) when (attempt < MostAttempts && IsLimitReached(e))
            {
                CloseIdle(except: pool);
                await Task.Delay(FirstPause * (1 << (attempt - 1)), TimeProvider.System, cancellationToken);
            }
        }
    }

    /// <summary>
    /// Opens a connection for the log, which the caller keeps. At the limit, all other pools close their connections as soon as these are
    /// idle, and open none meanwhile.
    /// </summary>
    public async Task<NpgsqlConnection> OpenForLogAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await pools.Wire.OpenConnectionAsync(cancellationToken);
        }
        catch (NpgsqlException e) when (IsLimitReached(e))
        {
            return await OpenAtLimitAsync(cancellationToken);
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<NpgsqlConnection> OpenAtLimitAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        var served = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _logServed = served.Task;
        try
        {
            for (var started = Stopwatch.GetTimestamp(); ;)
            {
                CloseIdle(except: pools.Wire);
                try
                {
                    return await pools.Wire.OpenConnectionAsync(cancellationToken);
                }
                catch (NpgsqlException e) when (IsLimitReached(e) && Stopwatch.GetElapsedTime(started) < LongestTurn)
                {
                    await Task.Delay(LogPause, TimeProvider.System, cancellationToken);
                }
            }
        }
        finally
        {
            served.SetResult();
            _turn.Release();
        }
    }

    // The connections that the log keeps are in use, so they stay open.
    private void CloseIdle(NpgsqlDataSource except)
    {
        foreach (var pool in pools.All.Where(pool => pool != except))
        {
            pool.Clear();
        }
    }
}

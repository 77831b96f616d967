using Microsoft.Extensions.Logging;
using NewsApi.Content.Database;
using Npgsql;

namespace NewsApi.Content.Wire;

/// <summary>
/// Wakes the loop that reads the log: at a notification from PostgreSQL, and at every poll interval. A notification has no data, so a lost
/// notification delays a change by at most one poll interval. A standby sends none, so a process that only reads polls more often.
/// </summary>
internal sealed class WireListener : IAsyncDisposable
{
    private readonly NewsDatabase _database;
    private readonly WireOptions _options;
    private readonly Action _wake;
    private readonly PeriodicTimer _polls;
    private readonly RetryingLoop? _listening;
    private readonly RetryingLoop _polling;

    /// <param name="wake">Wakes the loop. It must return at once. It can be called at any time, from any thread.</param>
    public WireListener(NewsDatabase database, WireOptions options, Action wake, TimeProvider time, ILogger logger)
    {
        (_database, _options, _wake) = (database, options, wake);
        _polls = new PeriodicTimer(database.OnlyReads ? options.StandbyPollInterval : options.PollInterval, time);
        _listening = database.OnlyReads
            ? null
            : new RetryingLoop("listening for changes", ListenAsync, time, logger, database.Incidents);
        _polling = new RetryingLoop("polling for changes", PollAsync, time, logger);
    }

    public async ValueTask DisposeAsync()
    {
        if (_listening is not null)
        {
            await _listening.DisposeAsync();
        }

        await _polling.DisposeAsync();
        _polls.Dispose();
    }

    private async Task PollAsync(CancellationToken cancellationToken)
    {
        await _polls.WaitForNextTickAsync(cancellationToken);
        _wake();
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _database.OpenForLogAsync(cancellationToken);
        await SendListenAsync(connection, cancellationToken);

        // Changes may have been appended while no connection was listening.
        _wake();
        while (true)
        {
            if (await connection.WaitAsync(_options.ListenIdleTime, cancellationToken))
            {
                _wake();
            }
            else
            {
                // A connection that was cut silently looks idle until a statement is sent on it.
                await SendListenAsync(connection, cancellationToken);
            }
        }
    }

    private async Task SendListenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var listen = new NpgsqlCommand($"listen {WireWriter.Channel}", connection)
        {
            CommandTimeout = (int)Math.Ceiling(_options.ListenTimeout.TotalSeconds),
        };
        await listen.ExecuteNonQueryAsync(cancellationToken);
    }
}

using NewsApi.Content.Database;
using NewsApi.Content.Wire;

namespace NewsApi.Postgres;

/// <summary>
/// Starts a private server again if it ends while the service runs, for example after <c>kill -9</c>. If several services use the server,
/// each has a watch. The start lock lets one of them start the server, and the others find that it runs.
/// </summary>
public sealed class ServerWatch : IAsyncDisposable
{
    // A check reads two small files. The interval leaves most of the two seconds that an interruption may last for the start.
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly PrivatePostgres _server;
    private readonly Func<bool> _isStopping;
    private readonly ILogger _logger;
    private readonly PeriodicTimer _checks = new(Interval);
    private readonly RetryingLoop? _watching;
    private bool _failed;

    /// <param name="isStopping">
    /// True if the service is stopping. The server is then not started, because the service would soon stop it.
    /// </param>
    internal ServerWatch(PrivatePostgres server, Func<bool> isStopping, ILogger logger)
    {
        (_server, _isStopping, _logger) = (server, isStopping, logger);
        if (server.IsAlive)
        {
            _watching = new RetryingLoop("looking after the private PostgreSQL", CheckAsync, TimeProvider.System, logger);
        }
        else
        {
            logger.LogInformation(
                "The process of the private PostgreSQL is not visible here, perhaps because it runs in another container. "
                + "If it ends, this process does not start it again");
        }
    }

    /// <summary>Ends the watch. A start that has begun is cancelled.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_watching is not null)
        {
            await _watching.DisposeAsync();
        }

        _checks.Dispose();
    }

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        await _checks.WaitForNextTickAsync(cancellationToken);
        if (_server.IsAlive || _isStopping())
        {
            _failed = false;
            return;
        }

        try
        {
            await _server.StartAgainAsync(_isStopping, cancellationToken);
            _failed = false;
        }
        catch (Exception e) when (
            e is PostgresUnavailableException or IOException or UnauthorizedAccessException || DatabaseFailure.Find(e) is not null)
        {
            // Processes of a killed server end only when their statements do, a disk may be full for hours, and a server may end again
            // before it is ready. So the start is repeated.
            _logger.Log(
                _failed ? LogLevel.Debug : LogLevel.Error,
                "The private PostgreSQL ended and cannot be started yet: {Reason}. The start is repeated until it succeeds",
                e.Message.TrimEnd('.'));
            _failed = true;
        }
    }
}

using Microsoft.Extensions.Logging;
using Npgsql;

namespace NewsApi.Content.Wire;

/// <summary>
/// Wakes whoever reads the log: when PostgreSQL notifies, and once a second whatever happens. It carries no news itself, so a
/// notification that is lost costs a second and nothing else.
/// </summary>
internal sealed class WireListener : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly WireOptions _options;
    private readonly Action _wake;
    private readonly PeriodicTimer _looks;
    private readonly RetryingLoop _listening;
    private readonly RetryingLoop _looking;

    /// <param name="wake">Must return at once; may be called at any time, from any thread.</param>
    public WireListener(NpgsqlDataSource source, WireOptions options, Action wake, TimeProvider time, ILogger logger)
    {
        (_source, _options, _wake) = (source, options, wake);
        _looks = new PeriodicTimer(options.LookInterval, time);
        _listening = new RetryingLoop("listening for changes", ListenAsync, time, logger);
        _looking = new RetryingLoop("looking for changes", LookAsync, time, logger);
    }

    public async ValueTask DisposeAsync()
    {
        await _listening.DisposeAsync();
        await _looking.DisposeAsync();
        _looks.Dispose();
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await _looks.WaitForNextTickAsync(cancellationToken);
        _wake();
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        await using var connection = await _source.OpenConnectionAsync(cancellationToken);
        await ListenAsync(connection, cancellationToken);

        // What was written while nobody listened.
        _wake();
        while (true)
        {
            if (await connection.WaitAsync(_options.ListenQuiet, cancellationToken))
            {
                _wake();
            }
            else
            {
                // A connection that was cut without a word looks like a quiet one until something is asked of it.
                await ListenAsync(connection, cancellationToken);
            }
        }
    }

    private async Task ListenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var listen = new NpgsqlCommand($"listen {WireWriter.Channel}", connection)
        {
            CommandTimeout = (int)Math.Ceiling(_options.ListenAnswer.TotalSeconds),
        };
        await listen.ExecuteNonQueryAsync(cancellationToken);
    }
}

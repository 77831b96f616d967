using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace NewsApi.Access;

/// <summary>
/// The public keys of the issuer of tokens, kept in memory. After <see cref="Freshness"/> the next token starts a read in the background,
/// so that a removed key is refused. A token with an unknown key starts a read and waits for it, so that a new key is accepted. An unknown
/// key causes at most one read in <see cref="Pause"/>, because clients can invent keys. All requests share one read. The end of a request
/// does not end the read.
/// </summary>
/// <param name="read">Reads the keys from the issuer or a file.</param>
public sealed class IssuerKeys(
    Func<CancellationToken, Task<OpenIdConnectConfiguration>> read, TimeProvider time, ILogger<IssuerKeys> log)
    : IConfigurationManager<OpenIdConnectConfiguration>, IDisposable
{
    /// <summary>The time after which the keys are read again.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromMinutes(5);

    /// <summary>The time between two reads that unknown keys or failures cause.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>The longest time of one read.</summary>
    public static readonly TimeSpan ReadLimit = TimeSpan.FromSeconds(5);

    /// <summary>The time for which the keys are used while the issuer is not reachable.</summary>
    public static readonly TimeSpan KeptInOutage = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _stopped = new();

    private volatile Known? _known;

    // Guarded by the lock.
    private Task _reading = Task.CompletedTask;
    private long? _tried;

    // Only the one read that runs uses it.
    private bool _failing;

    /// <summary>Reads the keys if that is necessary for a token with the given key.</summary>
    /// <param name="keyId">The <c>kid</c> of the token; null if it has none.</param>
    /// <returns>False if no keys can be had, so that no token can be checked.</returns>
    public async ValueTask<bool> TryPrepareAsync(string? keyId, CancellationToken cancellationToken)
    {
        if (Has(keyId, Freshness))
        {
            return true;
        }

        var reading = BeginRead();
        if (Has(keyId, KeptInOutage))
        {
            return true;
        }

        await reading.WaitAsync(cancellationToken);
        return _known is { } known && time.GetElapsedTime(known.Read) < KeptInOutage;
    }

    /// <summary>Returns the keys in memory. <see cref="TryPrepareAsync"/> must have returned true before.</summary>
    public Task<OpenIdConnectConfiguration> GetConfigurationAsync(CancellationToken cancel) => Task.FromResult(
        _known?.Keys ?? throw new InvalidOperationException("The keys of the issuer are read before a token is checked."));

    /// <summary>Does nothing: <see cref="TryPrepareAsync"/> has read the keys before.</summary>
    public void RequestRefresh()
    {
    }

    /// <summary>Ends the read that runs.</summary>
    public void Dispose()
    {
        _stopped.Cancel();
        _stopped.Dispose();
    }

    private bool Has(string? keyId, TimeSpan age) =>
        _known is { } known && time.GetElapsedTime(known.Read) < age
        && (keyId is null || known.Keys.SigningKeys.Any(key => key.KeyId == keyId));

    /// <summary>Begins a read, unless one runs or the pause after the last one has not ended.</summary>
    /// <returns>The read that runs; completed if there is none. It never fails.</returns>
    private Task BeginRead()
    {
        lock (_lock)
        {
            if (_reading.IsCompleted && (_tried is not { } tried || time.GetElapsedTime(tried) >= Pause))
            {
                _reading = ReadAsync(_stopped.Token);
            }

            return _reading;
        }
    }

    private async Task ReadAsync(CancellationToken stopped)
    {
        try
        {
            using var limit = new CancellationTokenSource(ReadLimit, time);
            using var end = CancellationTokenSource.CreateLinkedTokenSource(stopped, limit.Token);
            _known = new Known(await read(end.Token).WaitAsync(end.Token), time.GetTimestamp());
            if (_failing)
            {
                log.LogInformation("The keys of the issuer of tokens are reachable again");
            }

            _failing = false;
        }
        catch (Exception failure)
        {
            // Any failure, because the issuer is another program: it may be unreachable or send anything. Logged once in an outage.
            if (!_failing && !stopped.IsCancellationRequested)
            {
                log.LogError("The keys of the issuer of tokens cannot be read: {Reason}", (failure.InnerException ?? failure).Message);
            }

            _failing = true;
        }

        lock (_lock)
        {
            _tried = time.GetTimestamp();
        }
    }

    private sealed record Known(OpenIdConnectConfiguration Keys, long Read);
}

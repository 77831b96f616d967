namespace NewsApi.Transport.Connections;

/// <summary>
/// The time for which the credentials of a connection are valid. It ends when they are revoked or expire. No event is sent after it.
/// </summary>
internal sealed class CredentialLifetime : IDisposable
{
    /// <summary>
    /// The longest time of a timer; .NET allows 49 days. A connection that is open for so long is closed, and its client reconnects.
    /// </summary>
    private static readonly TimeSpan LongestTimer = TimeSpan.FromDays(30);

    private readonly TimeProvider _time;
    private readonly DateTimeOffset? _expires;
    private readonly CancellationTokenSource _ended = new();
    private readonly CancellationTokenRegistration _revoked;
    private readonly ITimer? _timer;

    public CredentialLifetime(CallerAnswer.Known caller, TimeProvider time)
    {
        (_time, _expires) = (time, caller.Expires);
        _revoked = caller.Ends.UnsafeRegister(static state => (state as CredentialLifetime)?.End(), this);
        if (_expires is { } expires)
        {
            var left = TimeSpan.FromTicks(Math.Clamp((expires - time.GetUtcNow()).Ticks, 0, LongestTimer.Ticks));
            _timer = time.CreateTimer(static state => (state as CredentialLifetime)?.End(), this, left, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Returns the lifetime of a caller's credentials. Null if they have no end; anonymous clients have none.</summary>
    public static CredentialLifetime? Create(CallerAnswer.Known caller, TimeProvider time) =>
        caller is { Expires: null, Ends.CanBeCanceled: false } ? null : new CredentialLifetime(caller, time);

    /// <summary>Cancelled when the credentials end. A busy process may cancel it some milliseconds late.</summary>
    public CancellationToken Ended => _ended.Token;

    /// <summary>True from the exact moment at which the credentials expire, or when they were revoked. Checked before each event.</summary>
    public bool IsOver => _ended.IsCancellationRequested || (_expires is { } expires && _time.GetUtcNow() >= expires);

    // The source is not disposed of, because the timer may end it at the same moment. It holds nothing but memory.
    public void Dispose()
    {
        _timer?.Dispose();
        _revoked.Dispose();
    }

    private void End() => _ended.Cancel();
}

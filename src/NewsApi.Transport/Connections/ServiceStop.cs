using Microsoft.Extensions.Hosting;

namespace NewsApi.Transport.Connections;

/// <summary>
/// Stops the service in two steps. When the stop begins, only responses in flight are still sent. When the drain time is over, all
/// remaining connections are cut. Without the second step, a client that does not read would delay the stop until the host's timeout.
/// </summary>
internal sealed class ServiceStop : IDisposable
{
    private readonly CancellationTokenSource _cut;

    public ServiceStop(IHostApplicationLifetime lifetime, TimeProvider time, TimeSpan drain)
    {
        _cut = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        Begun = lifetime.ApplicationStopping;
        Begun.Register(() => _cut.CancelAfter(drain));
    }

    /// <summary>Cancelled when the service begins to stop.</summary>
    public CancellationToken Begun { get; }

    /// <summary>Cancelled when the drain time after the beginning of the stop is over.</summary>
    public CancellationToken Cut => _cut.Token;

    public void Dispose() => _cut.Dispose();
}

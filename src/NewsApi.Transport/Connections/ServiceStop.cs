using Microsoft.Extensions.Hosting;

namespace NewsApi.Transport.Connections;

/// <summary>
/// The stop of the service in two steps: when it begins, only what is in flight is still sent; when the drain time is over, connections are
/// cut. Otherwise a client that does not read would delay the stop up to the host's timeout.
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

    /// <summary>Cancelled when the drain time after that is over.</summary>
    public CancellationToken Cut => _cut.Token;

    public void Dispose() => _cut.Dispose();
}

using Microsoft.Extensions.Hosting;

namespace NewsApi.Transport.Connections;

/// <summary>
/// The service's end, in two steps: when it begins, nothing new is sent but what is on its way; when the drain time is over, connections are
/// cut. A client that does not read would otherwise hold the process for the host's whole patience.
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

    /// <summary>Ends when the service begins to stop.</summary>
    public CancellationToken Begun { get; }

    /// <summary>Ends when the drain time after that is over.</summary>
    public CancellationToken Cut => _cut.Token;

    public void Dispose() => _cut.Dispose();
}

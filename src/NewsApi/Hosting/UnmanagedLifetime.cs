namespace NewsApi.Hosting;

/// <summary>
/// A lifetime of the host that handles no signals, because the command line handles them. The host's own lifetime would stop the service
/// at once, without the <see cref="StopDelay"/>.
/// </summary>
internal sealed class UnmanagedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

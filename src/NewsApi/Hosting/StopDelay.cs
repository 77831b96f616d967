namespace NewsApi.Hosting;

/// <summary>
/// Delays a stop that a signal requests. During the delay the service is no longer ready, but it still accepts connections. So a load
/// balancer has time to see the failed readiness check and to send new requests to another process. Without the delay, the connections that
/// it still opens would be refused.
/// </summary>
internal sealed partial class StopDelay(
    ServiceOptions options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<StopDelay> log)
{
    private volatile bool _begun;

    /// <summary>True from the signal on, and while the service stops.</summary>
    public bool IsStopping => _begun || lifetime.ApplicationStopping.IsCancellationRequested;

    /// <summary>Completes when the service may stop: after the signal and the delay, or at once if the program itself stops it.</summary>
    /// <param name="signal">Cancelled by the signal.</param>
    public async Task WaitAsync(CancellationToken signal)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(signal, lifetime.ApplicationStopping);
        await Task.Delay(Timeout.InfiniteTimeSpan, time, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _begun = true;
        LogStopping(options.DrainDelay.TotalSeconds);
        await Task.Delay(options.DrainDelay, time, lifetime.ApplicationStopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>
    /// Adds <c>Connection: close</c> to the responses of HTTP/1.1 during the delay (RFC 9112, 9.6). A client or proxy then does not send
    /// its next request on a connection that the stop will close.
    /// </summary>
    public void Use(IApplicationBuilder app) => app.Use(next => context =>
    {
        if (_begun && HttpProtocol.IsHttp11(context.Request.Protocol) && !context.WebSockets.IsWebSocketRequest
            && !context.Request.Headers.ContainsKey("Upgrade"))
        {
            context.Response.Headers.Connection = "close";
        }

        return next(context);
    });

    [LoggerMessage(LogLevel.Information, "The service is stopping; it accepts connections for another {Seconds} s")]
    private partial void LogStopping(double seconds);
}

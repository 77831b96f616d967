using Microsoft.Extensions.Logging;
using NewsApi.Content.Database;
using NewsApi.Content.Webhooks;
using NewsApi.Content.Wire;
using NewsApi.Tests.Content.Wire;
using NewsApi.Tests.Transport;

namespace NewsApi.Tests.Content.Webhooks;

/// <summary>A process that sends to webhooks: its own view of the log, and its own deliveries. Its disposal is a graceful stop.</summary>
internal sealed class SendingProcess : IAsyncDisposable
{
    /// <summary>Pauses of milliseconds, so that a test sees many attempts.</summary>
    public static readonly WebhookOptions Quick = new()
    {
        FirstPause = TimeSpan.FromMilliseconds(5),
        LongestPause = TimeSpan.FromMilliseconds(40),
        ClaimTime = TimeSpan.FromSeconds(1),
        ClaimInterval = TimeSpan.FromMilliseconds(50),
        MostTags = 20,
    };

    private readonly NewsWire _wire;
    private readonly WebhookDeliveries _deliveries;
    private readonly ILoggerFactory _loggers;

    private SendingProcess(NewsWire wire, WebhookDeliveries deliveries, ILoggerFactory loggers, LogLines log) =>
        (_wire, _deliveries, _loggers, Log) = (wire, deliveries, loggers, log);

    public LogLines Log { get; }

    public WebhookDeliveries Deliveries => _deliveries;

    public static async Task<SendingProcess> StartAsync(NewsDatabase database, WebhookOptions? options = null)
    {
        var log = new LogLines();
        var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Information).AddProvider(log));
        var wire = await TestWire.StartAsync(database);
        var deliveries = new WebhookDeliveries(
            database, wire, options ?? Quick, TimeProvider.System, loggers.CreateLogger<WebhookDeliveries>());
        deliveries.Start();
        return new(wire, deliveries, loggers, log);
    }

    public async ValueTask DisposeAsync()
    {
        await _deliveries.DisposeAsync();
        await _wire.DisposeAsync();
        _loggers.Dispose();
    }
}

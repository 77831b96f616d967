using System.Diagnostics;
using NewsApi.Transport.Telemetry;

namespace NewsApi.Telemetry;

/// <summary>
/// Gives each request and operation a trace id, even if no span is exported. The log and unexpected errors show this id. A client that
/// sends <c>traceparent</c> finds its own trace id in them.
/// </summary>
internal sealed class TraceIds : IDisposable
{
    private readonly ActivityListener _listener = new()
    {
        ShouldListenTo = source => source.Name is "Microsoft.AspNetCore" or TransportTelemetry.Name,

        // Only ids. If spans are exported, the sampler of OpenTelemetry decides which of them are recorded.
        Sample = static (ref _) => ActivitySamplingResult.PropagationData,
    };

    public void Start() => ActivitySource.AddActivityListener(_listener);

    public void Dispose() => _listener.Dispose();
}

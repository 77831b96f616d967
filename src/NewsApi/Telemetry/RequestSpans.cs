using OpenTelemetry.Instrumentation.AspNetCore;

namespace NewsApi.Telemetry;

/// <summary>
/// The spans of HTTP requests, without what identifies a person or a text: the query string has variables, a path may have the slug of an
/// article, and a user agent may be a person's. The route remains.
/// </summary>
internal static class RequestSpans
{
    private static readonly string[] Removed = ["url.path", "url.query", "user_agent.original", "client.address", "network.peer.address"];

    public static void Configure(AspNetCoreTraceInstrumentationOptions options)
    {
        // Probes and scrapes come every few seconds and would hide the requests of clients.
        options.Filter = context =>
            context.Request.Path != TelemetryServices.MetricsPath && !context.Request.Path.StartsWithSegments("/health");
        options.RecordException = false;
        options.EnrichWithHttpResponse = (span, _) =>
        {
            foreach (var name in Removed)
            {
                span.SetTag(name, null);
            }
        };
    }
}

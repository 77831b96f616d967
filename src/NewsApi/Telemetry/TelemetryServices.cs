using System.Reflection;
using NewsApi.Content.Caching;
using NewsApi.Content.Webhooks;
using NewsApi.Content.Wire;
using NewsApi.GraphQL.Subscriptions;
using NewsApi.Transport.Telemetry;
using Npgsql;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace NewsApi.Telemetry;

/// <summary>
/// Collects metrics and spans by OpenTelemetry: the service's own, ASP.NET's, Npgsql's and the runtime's. Prometheus reads the metrics at
/// <see cref="MetricsPath"/>. A collector gets metrics and spans by OTLP, if OpenTelemetry's own environment variables name one.
/// </summary>
internal static class TelemetryServices
{
    public const string MetricsPath = "/metrics";

    // Not all meters of ASP.NET: those of routing, authentication and memory pools measure every request, and show nothing more.
    private const string Hosting = "Microsoft.AspNetCore.Hosting";
    private const string Kestrel = "Microsoft.AspNetCore.Server.Kestrel";

    private const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Instruments that measure every statement, and show little beside the duration and the number of connections.</summary>
    private static readonly string[] Unneeded =
    [
        "db.client.operation.npgsql.executing", "db.client.operation.npgsql.bytes_read", "db.client.operation.npgsql.bytes_written",
    ];

    /// <summary>Registers what collects and exports. A kind (metrics or spans) without an exporter is not collected.</summary>
    public static void AddTelemetry(this IServiceCollection services, TelemetryOptions options, IConfiguration configuration)
    {
        services.AddSingleton(options);
        services.AddSingleton<TraceIds>();
        var byScrape = options.Metrics != TelemetryOptions.None;
        var metricsByOtlp = IsSet("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT");
        var tracesByOtlp = IsSet("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
        var telemetry = services.AddOpenTelemetry().ConfigureResource(Describe);
        if (byScrape || metricsByOtlp)
        {
            services.AddSingleton<WireMetrics>();
            services.AddSingleton<StandbyMetrics>();
            services.AddSingleton<CacheMetrics>();
            services.AddSingleton<SubscriptionMetrics>();
            services.AddSingleton<WebhookMetrics>();
            telemetry.WithMetrics(metrics =>
            {
                metrics.AddMeter(TransportTelemetry.Name, Hosting, Kestrel, "Npgsql").AddRuntimeInstrumentation();
                foreach (var instrument in Unneeded)
                {
                    metrics.AddView(instrument, MetricStreamConfiguration.Drop);
                }

                // Without the address of the server, which would otherwise be a tag of every time series.
                metrics.AddView("db.client.operation.duration", Tags("db.client.connection.pool.name", "error.type"));
                metrics.AddView("kestrel.*", Tags("network.protocol.name", "network.protocol.version", "error.type"));
                _ = byScrape ? metrics.AddPrometheusExporter() : metrics;
                _ = metricsByOtlp ? metrics.AddOtlpExporter() : metrics;
            });
        }

        if (tracesByOtlp)
        {
            telemetry.WithTracing(traces => traces
                .AddSource(TransportTelemetry.Name).AddAspNetCoreInstrumentation(RequestSpans.Configure).AddNpgsql().AddOtlpExporter());
        }

        bool IsSet(string ofOneKind) => configuration[Endpoint] is { Length: > 0 } || configuration[ofOneKind] is { Length: > 0 };
    }

    /// <summary>
    /// Adds the URL of the metrics. It must come after the authentication. A request that may not read them goes on, and finds no URL.
    /// </summary>
    public static void UseMetrics(this WebApplication app)
    {
        app.Services.GetRequiredService<TraceIds>().Start();
        _ = app.Services.GetService<WireMetrics>();
        _ = app.Services.GetService<StandbyMetrics>();
        _ = app.Services.GetService<CacheMetrics>();
        _ = app.Services.GetService<SubscriptionMetrics>();
        _ = app.Services.GetService<WebhookMetrics>();
        var options = app.Services.GetRequiredService<TelemetryOptions>();
        if (options.Metrics != TelemetryOptions.None)
        {
            var access = new MetricsAccess(options.Metrics);
            app.UseOpenTelemetryPrometheusScrapingEndpoint(
                context => context.Request.Path == MetricsPath && HttpMethods.IsGet(context.Request.Method) && access.Allows(context));
        }
    }

    private static MetricStreamConfiguration Tags(params string[] names) => new() { TagKeys = names };

    /// <summary>Names the service. <c>OTEL_SERVICE_NAME</c> and <c>OTEL_RESOURCE_ATTRIBUTES</c> take precedence.</summary>
    private static void Describe(ResourceBuilder resource) => resource
        .AddService("newsapi", serviceVersion: Assembly.GetExecutingAssembly().GetName().Version?.ToString())
        .AddEnvironmentVariableDetector();
}

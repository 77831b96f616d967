namespace NewsApi.Tests.Host.Telemetry;

/// <summary>A span as a collector gets it.</summary>
internal sealed record OtlpSpan(
    string Name, string TraceId, string SpanId, string ParentId, IReadOnlyDictionary<string, string> Tags,
    IReadOnlyList<(string TraceId, string SpanId)> Links)
{
    /// <summary>Reads the spans of an <c>ExportTraceServiceRequest</c> (opentelemetry-proto, trace/v1).</summary>
    public static IEnumerable<OtlpSpan> Read(byte[] request) =>
        new OtlpMessage(request).Messages(1).SelectMany(resource => resource.Messages(2)).SelectMany(scope => scope.Messages(2))
            .Select(span => new OtlpSpan(
                span.Text(5), span.Hex(1), span.Hex(2), span.Hex(4),
                span.Messages(9).ToDictionary(tag => tag.Text(1), tag => tag.Messages(2).FirstOrDefault()?.Text(1) ?? ""),
                [.. span.Messages(13).Select(link => (link.Hex(1), link.Hex(2)))]));
}

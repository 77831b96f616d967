namespace NewsApi.Telemetry;

/// <summary>The options of what operators see of the service, each with the reason for its default.</summary>
public sealed record TelemetryOptions
{
    public const string Private = "private";
    public const string Any = "any";
    public const string None = "none";

    /// <summary>
    /// Who may read <c>/metrics</c>, beside keys and tokens with the role admin: <c>private</c>, <c>any</c> or <c>none</c>. The default is
    /// private: a Prometheus beside the service can read the metrics, and the internet cannot.
    /// </summary>
    public string Metrics { get; init; } = Private;

    public static bool IsValid(string metrics) => metrics is Private or Any or None;
}

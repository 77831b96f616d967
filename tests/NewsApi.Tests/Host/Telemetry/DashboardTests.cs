using System.Runtime.Versioning;
using System.Text.Json;
using NewsApi.Tests.House;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Telemetry;

/// <summary>Every query of the dashboard for Grafana has a result, in a Prometheus that scrapes a service.</summary>
[Trait("Needs", "Prometheus")]
[UnsupportedOSPlatform("windows")]
public sealed class DashboardTests(WorkingService service) : IClassFixture<WorkingService>
{
    [Fact]
    public async Task Every_query_of_the_dashboard_has_a_result()
    {
        var program = Prerequisite.Program("prometheus");
        using var prometheus = await PrometheusServer.StartAsync(program, service.Client.BaseAddress!); // Set when the service listens.
        var queries = FindQueries(JsonDocument.Parse(Repository.Read("src/NewsApi/Telemetry/grafana-dashboard.json")).RootElement).ToList();
        Assert.NotEmpty(queries);
        foreach (var query in queries)
        {
            // Grafana replaces the variable by an interval of some scrapes.
            var result = await prometheus.QueryAsync(query.Replace("$__rate_interval", "1m", StringComparison.Ordinal));
            Assert.True(result.GetArrayLength() > 0, $"No result: {query}");
        }
    }

    private static IEnumerable<string> FindQueries(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => p.Name == "expr" ? [p.Value.GetString()!] : FindQueries(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(FindQueries),
        _ => [],
    };
}

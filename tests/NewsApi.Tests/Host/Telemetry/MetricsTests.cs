using System.Runtime.Versioning;
using System.Text.RegularExpressions;
using NewsApi.GraphQL.Telemetry;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Telemetry;

/// <summary>What a scrape of a service that has worked has, and what it must not have.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class MetricsTests(WorkingService service) : IClassFixture<WorkingService>
{
    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("newsapi_operation_duration_seconds_count", "graphql_operation_name=\"FrontPage\"", "newsapi_outcome=\"ok\"")]
    [InlineData("newsapi_operation_duration_seconds_count", "graphql_operation_type=\"mutation\"", "graphql_operation_name=\"Publish\"")]
    [InlineData("newsapi_operation_duration_seconds_count", "error_type=\"VALIDATION\"", "newsapi_outcome=\"rejected\"")]
    [InlineData("newsapi_operation_field_cost_sum", "graphql_operation_name=\"FrontPage\"")]
    [InlineData("newsapi_operation_type_cost_sum", "graphql_operation_name=\"FrontPage\"")]
    [InlineData("newsapi_request_rejections_total", "error_type=\"AUTH_NOT_AUTHENTICATED\"")]
    [InlineData("newsapi_request_rejections_total", "error_type=\"HC0009\"")]
    [InlineData("newsapi_subscription_subscribers")]
    [InlineData("newsapi_subscription_groups")]
    [InlineData("newsapi_subscription_events_total")]
    [InlineData("newsapi_subscription_deliveries_total", "newsapi_protocol=\"event-stream\"")]
    [InlineData("newsapi_cache_requests_total", "newsapi_cache_result=\"miss\"")]
    [InlineData("newsapi_cache_evictions_total")]
    [InlineData("newsapi_cache_answers")]
    [InlineData("newsapi_cache_size_bytes")]
    [InlineData("newsapi_cache_count_requests_total", "newsapi_cache_result=\"hit\"")]
    [InlineData("newsapi_cache_count_lists")]
    [InlineData("newsapi_webhook_attempts_total", "newsapi_webhook_id=\"1\"", "newsapi_webhook_result=\"accepted\"")]
    [InlineData("newsapi_webhook_lag_changes", "newsapi_webhook_id=\"1\"")]
    [InlineData("newsapi_webhook_lag_duration_seconds", "newsapi_webhook_id=\"1\"")]
    [InlineData("newsapi_import_items_total", "newsapi_import_result=\"created\"")]
    [InlineData("newsapi_wire_position")]
    [InlineData("newsapi_wire_lag_changes")]
    [InlineData("newsapi_wire_lag_duration_seconds")]
    [InlineData("newsapi_standby_lag_duration_seconds")]
    [InlineData("newsapi_standby_lag_size_bytes")]
    [InlineData("db_client_connection_count", "db_client_connection_pool_name=\"reading\"")]
    [InlineData("db_client_connection_max", "db_client_connection_pool_name=\"log\"")]
    [InlineData("db_client_operation_duration_seconds_count", "db_client_connection_pool_name=\"writing\"")]
    [InlineData("http_server_request_duration_seconds_count", "http_route=\"/graphql\"")]
    [InlineData("kestrel_active_connections")]
    [InlineData("dotnet_gc_pause_time_seconds_total")]
    public async Task A_scrape_has_each_documented_metric(string metric, params string[] labels)
    {
        var lines = (await ScrapeAsync()).Split('\n');
        Assert.Contains(lines, line => Regex.IsMatch(line, $"^{metric}[ {{]")
            && labels.All(label => line.Contains(label, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_scrape_has_no_text_key_or_variable_of_a_client_and_no_address()
    {
        var scrape = await ScrapeAsync();
        Assert.All(
            [WorkingService.Headline, WorkingService.Variable, service.Secret, "nwk_", "urn:test", "Host=", "Username="],
            secret => Assert.DoesNotContain(secret, scrape, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotMatch("client_address|peer_address|url_path|user_agent|server_address", scrape);
    }

    [Fact]
    public async Task A_client_cannot_create_any_number_of_time_series()
    {
        string scrape;
        for (var i = 0; i < OperationNames.MaxOthers + 50; i++)
        {
            await service.PostAsync(service.Client, new { query = $"query Stranger{i} {{ __typename }}" });
        }

        // A scrape may be some hundred milliseconds old.
        scrape = await Poll.ReadUntilAsync(ScrapeAsync, scrape => scrape.Contains(OperationNames.Other, StringComparison.Ordinal));
        var names = Regex.Matches(scrape, "newsapi_operation_duration_seconds_count{[^}]*graphql_operation_name=\"([^\"]*)\"")
            .Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.Contains(OperationNames.Other, names);
        Assert.InRange(names.Count(name => name.StartsWith("Stranger", StringComparison.Ordinal)), 1, OperationNames.MaxOthers);

        // A document of the service keeps its name.
        await service.PostAsync(service.Client, new { id = "PersonPage" });
        await Poll.ReadUntilAsync(
            ScrapeAsync, scrape => scrape.Contains("graphql_operation_name=\"PersonPage\"", StringComparison.Ordinal));
    }

    private async Task<string> ScrapeAsync()
    {
        using var response = await service.Client.GetAsync(new Uri("metrics", UriKind.Relative), Stopping);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadAsStringAsync(Stopping);
    }
}

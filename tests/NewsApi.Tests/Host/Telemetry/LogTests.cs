using System.Runtime.Versioning;
using System.Text.Json;
using System.Text.RegularExpressions;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Telemetry;

/// <summary>The lines of the log, on a terminal and as JSON.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class LogTests(TestPostgres postgres)
{
    private const string Time = @"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z ";

    [Fact]
    public async Task An_unexpected_error_has_the_trace_id_of_its_line_in_the_log()
    {
        await using var service = await WorkingService.StartAsync(postgres);
        var id = await FailAsync(service, "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        Assert.Equal("4bf92f3577b34da6a3ce929d0e0e4736", id);
        await Poll.UntilAsync(() => Regex.IsMatch(service.Log, $"(?m)^{Time}fail: .*TraceId:{id} "), () => service.Log);
        Assert.All(service.Log.Split('\n').Where(line => line.Length > 0), line => Assert.Matches($"^{Time}", line));

        // Without a header there is an id too, even if no span is exported.
        var own = await FailAsync(service, null);
        await Poll.UntilAsync(() => service.Log.Contains($"TraceId:{own} ", StringComparison.Ordinal), () => service.Log);
    }

    [Fact]
    public async Task A_slow_operation_is_one_line_of_JSON_with_its_name_cost_and_trace_id_and_without_its_variables()
    {
        await using var service = await WorkingService.StartAsync(
            postgres, ("NewsApi__Telemetry__SlowOperation", "1"), ("Logging__Console__FormatterName", "json"));
        var line = await Poll.ReadUntilAsync(
            () => Task.FromResult(
                service.Log.Split('\n').FirstOrDefault(l => l.Contains("query FrontPage took", StringComparison.Ordinal))),
            found => found is not null);
        var json = JsonDocument.Parse(line!).RootElement;
        Assert.Matches($"^{Time}$", json.GetProperty("Timestamp").GetString());
        Assert.Matches(
            @"^Slow operation: query FrontPage took [\d.]+ s, outcome ok, field cost \d+, type cost \d+$",
            json.GetProperty("Message").GetString());
        Assert.Contains(
            json.GetProperty("Scopes").EnumerateArray(),
            scope => scope.TryGetProperty("TraceId", out var id) && Regex.IsMatch(id.GetString() ?? "", "^[0-9a-f]{32}$"));
        Assert.All(
            [WorkingService.Variable, WorkingService.Headline, service.Secret, "nwk_"],
            secret => Assert.DoesNotContain(secret, service.Log, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Sessions_in_PostgreSQL_say_what_they_are_for()
    {
        await using var service = await WorkingService.StartAsync(postgres);
        Assert.Equal("newsapi log,newsapi reading,newsapi writing", await service.Database.ScalarAsync<string>(
            "select string_agg(distinct application_name, ',' order by application_name) from pg_stat_activity where datname = current_database()"));
    }

    /// <summary>Makes a query fail for a reason that the service does not expect; returns the trace id of the error.</summary>
    private static async Task<string?> FailAsync(WorkingService service, string? traceParent)
    {
        await service.Database.ExecuteAsync("alter table article rename column headline to missing");
        try
        {
            var result = await service.PostAsync(service.Client, new { query = "{ articles { nodes { headline } } }" }, traceParent);
            var extensions = result.GetProperty("errors")[0].GetProperty("extensions");
            Assert.Equal("HC0008", extensions.GetProperty("code").GetString());
            return extensions.GetProperty("traceId").GetString();
        }
        finally
        {
            await service.Database.ExecuteAsync("alter table article rename column missing to headline");
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Telemetry;

/// <summary>A real Prometheus on loopback that scrapes a service every second.</summary>
internal sealed class PrometheusServer : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("newsapi-prometheus-");
    private readonly Process _process;
    private readonly HttpClient _client;

    private PrometheusServer(string program, Uri service)
    {
        var config = Path.Combine(_folder.FullName, "prometheus.yml");
        File.WriteAllText(config, $$"""
            global: { scrape_interval: 1s }
            scrape_configs: [{ job_name: newsapi, static_configs: [{ targets: ['{{service.Authority}}'] }] }]
            """);
        var address = $"127.0.0.1:{RestartedService.FreePort().ToString(CultureInfo.InvariantCulture)}";
        _client = new HttpClient { BaseAddress = new Uri($"http://{address}/") };
        string[] arguments =
            [$"--config.file={config}", $"--storage.tsdb.path={_folder.FullName}/data", $"--web.listen-address={address}", "--log.level=error"];
        _process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder.FullName,
        }) ?? throw new InvalidOperationException("Prometheus did not start.");
    }

    private static CancellationToken Stopping => TestContext.Current.CancellationToken;

    /// <summary>Returns when it has scraped the service at least twice, because a rate needs two samples.</summary>
    public static async Task<PrometheusServer> StartAsync(string program, Uri service)
    {
        var server = new PrometheusServer(program, service);
        try
        {
            await Poll.RetryAsync<JsonElement, HttpRequestException>(() => server.QueryAsync("up"));
            await Poll.ReadUntilAsync(
                () => server.QueryAsync("count_over_time(newsapi_wire_position[1m]) > 2"), found => found.GetArrayLength() > 0);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Runs a query and returns its result. An invalid query fails.</summary>
    public async Task<JsonElement> QueryAsync(string query)
    {
        var url = new Uri($"api/v1/query?query={Uri.EscapeDataString(query)}", UriKind.Relative);
        using var response = await _client.GetAsync(url, Stopping);
        if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
        {
            // It still starts.
            response.EnsureSuccessStatusCode();
        }

        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(Stopping);
        Assert.True(answer.GetProperty("status").GetString() == "success", $"{query}\n{answer}");
        return answer.GetProperty("data").GetProperty("result");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
        _client.Dispose();
        _folder.Delete(recursive: true);
    }
}

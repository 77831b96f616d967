using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace NewsApi.Benchmarks.Memory;

/// <summary>Sends requests to the service, and counts the results by kind.</summary>
internal sealed class ServiceClient(Uri service, string key) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = service, Timeout = TimeSpan.FromMinutes(1) };
    private readonly ConcurrentDictionary<string, long> _results = new();

    public Uri Service => service;

    /// <summary>By the kind of a result: how often.</summary>
    public IReadOnlyDictionary<string, long> Results => _results;

    /// <summary>The first result that should not be; null if there was none.</summary>
    public string? Failure { get; private set; }

    public void Count(string result, long by = 1) => _results.AddOrUpdate(result, by, (_, n) => n + by);

    public void Fail(string what)
    {
        Count("failed");
        Failure ??= what;
    }

    /// <summary>Sends a query without a key, and reads the response.</summary>
    /// <returns>The tag of the response; null where it has none.</returns>
    public async Task<string?> ReadAsync(HttpRequestMessage request, string coding, CancellationToken cancellationToken)
    {
        request.Headers.TryAddWithoutValidation("Accept-Encoding", coding);
        using var response = await _http.SendAsync(request, cancellationToken);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
        Count(response.StatusCode == HttpStatusCode.NotModified ? "304" : "read");
        if (response.StatusCode is not (HttpStatusCode.OK or HttpStatusCode.NotModified)
            || (response.Content.Headers.ContentEncoding.Count == 0 && body.AsSpan().StartsWith("{\"errors\""u8)))
        {
            Fail($"{request.RequestUri}: {response.StatusCode} {System.Text.Encoding.UTF8.GetString(body)}");
        }

        return response.Headers.ETag?.ToString();
    }

    /// <summary>Runs an operation with the key of an editor.</summary>
    /// <returns>The value of its only field; null if a mutation was rejected.</returns>
    public async Task<JsonElement?> EditAsync(string query, object? variables, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "graphql")
        {
            Content = JsonContent.Create(new { query, variables }),
        };
        request.Headers.Authorization = new("Bearer", key);
        using var response = await _http.SendAsync(request, cancellationToken);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        if (!answer.TryGetProperty("data", out var data) || answer.TryGetProperty("errors", out _))
        {
            Fail($"{query}: {answer}");
            return null;
        }

        var value = data.EnumerateObject().Single().Value;
        if (value.TryGetProperty("errors", out var errors) && errors.ValueKind == JsonValueKind.Array)
        {
            Count($"rejected as {errors[0].GetProperty("__typename")}");
            return null;
        }

        Count("written");
        return value;
    }

    /// <summary>Imports an item.</summary>
    public async Task ImportAsync(object item, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "ingest/ninjs") { Content = JsonContent.Create(item) };
        request.Headers.Authorization = new("Bearer", key);
        using var response = await _http.SendAsync(request, cancellationToken);
        Count("imported");
        if (!response.IsSuccessStatusCode)
        {
            Fail($"import: {response.StatusCode} {await response.Content.ReadAsStringAsync(cancellationToken)}");
        }
    }

    public void Dispose() => _http.Dispose();

    public override string ToString() => string.Join(
        ", ", _results.OrderByDescending(r => r.Value).Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Value} {r.Key}")));
}

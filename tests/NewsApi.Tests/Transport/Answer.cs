using System.Text.Json;
using Xunit;

namespace NewsApi.Tests.Transport;

/// <summary>Reads an answer's body as a client would.</summary>
internal static class Answer
{
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response)
    {
        var bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        return JsonElement.Parse(bytes);
    }

    /// <summary>The request as the executor saw it.</summary>
    public static async Task<JsonElement> EchoAsync(this HttpResponseMessage response) => (await response.JsonAsync()).GetProperty("data");

    public static string? MediaType(this HttpResponseMessage response) => response.Content.Headers.ContentType?.MediaType;

    /// <summary>Checks that the answer is a rejection that a client can read, and gives back its sentence.</summary>
    public static async Task<string> ShouldRejectAsync(this HttpResponseMessage response, int status, string? code)
    {
        var json = await response.JsonAsync();
        Assert.Equal(status, (int)response.StatusCode);
        var error = Assert.Single(json.GetProperty("errors").EnumerateArray());
        Assert.False(json.TryGetProperty("data", out _));
        Assert.Equal(code, error.TryGetProperty("extensions", out var extensions) ? extensions.GetProperty("code").GetString() : null);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
        Assert.Equal("utf-8", response.Content.Headers.ContentType?.CharSet);
        return error.GetProperty("message").GetString()!;
    }
}

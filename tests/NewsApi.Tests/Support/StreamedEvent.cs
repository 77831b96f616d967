using System.Text.Json;

namespace NewsApi.Tests.Support;

/// <summary>One event as it came off the line.</summary>
/// <param name="Id">What a browser would come back with.</param>
/// <param name="Result">The GraphQL result; undefined where only progress was told.</param>
internal sealed record StreamedEvent(string? Id, JsonElement Result)
{
    public JsonElement Data => Result.TryGetProperty("errors", out var errors)
        ? throw new Xunit.Sdk.XunitException($"The stream told of an error: {errors}")
        : Result.GetProperty("data").EnumerateObject().Single().Value;
}

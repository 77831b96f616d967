using System.Text.Json;
using System.Text.RegularExpressions;

namespace NewsApi.Tests.Host.Hostile;

/// <summary>The answer that the service documents for a hostile request.</summary>
/// <param name="Status">The status of the response, or the close code of the WebSocket.</param>
/// <param name="Code">The code of the first error; null for an error without a code, or no error in GraphQL's format.</param>
/// <param name="Words">A part of the answer.</param>
internal sealed partial record DocumentedAnswer(int Status, string? Code, string Words)
{
    /// <summary>The largest answer in characters. A request of megabytes is echoed at most in part.</summary>
    public const int MostCharacters = 20_000;

    /// <summary>A request that is rejected as a whole.</summary>
    public static DocumentedAnswer Rejected(string? code, string words) => new(400, code, words);

    /// <summary>A request that is rejected by the transport.</summary>
    public static DocumentedAnswer Rejected(int status, string? code = null, string words = "") => new(status, code, words);

    /// <summary>A request that is strange, but runs.</summary>
    public static DocumentedAnswer Runs(string words = "") => new(200, null, words);

    /// <summary>A request that runs, and has an error beside its data.</summary>
    public static DocumentedAnswer RunsWith(string code, string words) => new(200, code, words);

    /// <summary>
    /// Returns what is wrong with the answer; null if it is the documented one and shows nothing of the inside of the service.
    /// </summary>
    public string? FindFault(ReceivedAnswer received) =>
        received.Status != Status ? $"The status is {received.Status}, not {Status}."
        : FindCode(received.Body) is var code && code != Code ? $"The code is {code ?? "none"}, not {Code ?? "none"}."
        : !received.Body.Contains(Words, StringComparison.OrdinalIgnoreCase) ? $"The answer does not contain: {Words}"
        : received.Body.Length > MostCharacters ? $"The answer has {received.Body.Length} characters."
        : Inside().Match(received.Body) is { Success: true } inside ? $"The answer shows the inside of the service: {inside.Value}"
        : null;

    private static string? FindCode(string body)
    {
        try
        {
            var answer = JsonElement.Parse(body);
            return answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("errors", out var errors)
                && errors[0].TryGetProperty("extensions", out var extensions) && extensions.TryGetProperty("code", out var code)
                ? code.GetString() : null;
        }
        catch (JsonException)
        {
            // A page, an event, or messages of a WebSocket.
            return null;
        }
    }

    /// <summary>Names of types, and lines of stack traces.</summary>
    [GeneratedRegex(@"\b(?:System|Microsoft|Npgsql|GraphQL(?:Parser)?|NewsApi)\.[A-Z]\w+|\w+Exception\b|^\s+at \w+|\.cs:line", RegexOptions.Multiline)]
    private static partial Regex Inside();
}

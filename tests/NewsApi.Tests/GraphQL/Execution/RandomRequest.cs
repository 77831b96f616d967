using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace NewsApi.Tests.GraphQL.Execution;

/// <summary>A generated request.</summary>
/// <param name="Variables">A JSON object.</param>
/// <param name="AsEditor">True where it is sent with an editor's key.</param>
internal sealed record RandomRequest(string Document, string Variables, bool AsEditor)
{
    /// <summary>The value of the header <c>GraphQL-Cost</c>; null if it is not sent.</summary>
    public string? Cost { get; init; }

    /// <summary>The id of a trusted document that the request names instead of its document; null for the document itself.</summary>
    public string? Id { get; init; }

    /// <summary>True where the hash of the document is sent too, so that the service stores the document.</summary>
    public bool WithHash { get; init; }

    public HttpRequestMessage ToMessage()
    {
        var document = JsonSerializer.Serialize(Document);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Document)));
        var named = Id is not null ? $"\"id\":{JsonSerializer.Serialize(Id)}"
            : WithHash ? $$$"""
              "query":{{{document}}},"extensions":{"persistedQuery":{"version":1,"sha256Hash":"{{{hash}}}"}}
              """
            : $"\"query\":{document}";
        var message = new HttpRequestMessage(HttpMethod.Post, "graphql")
        {
            Content = new StringContent(
                $"{{{named},\"variables\":{Variables}}}", Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        if (Cost is not null)
        {
            message.Headers.TryAddWithoutValidation("GraphQL-Cost", Cost);
        }

        return message;
    }

    /// <summary>The request as a failed test shows it.</summary>
    public string Describe() =>
        $"{(Id is null ? Document : $"id {Id}")}\nvariables: {Variables}\n{(AsEditor ? "as editor" : "as reader")}, cost: {Cost}, hash: {WithHash}";
}

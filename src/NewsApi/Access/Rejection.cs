using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using NewsApi.Content.Access;
using NewsApi.Transport.Telemetry;

namespace NewsApi.Access;

/// <summary>The rejection of a request because of its caller. It is sent before the body of the request is read.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">The value of <c>extensions.code</c> in the GraphQL error.</param>
/// <param name="Challenge">The header <c>WWW-Authenticate</c> (RFC 6750, section 3); null to send none.</param>
internal sealed record Rejection(int Status, string Code, string Message, string? Challenge = null)
{
    private const string Remedy = "Send `Authorization: Bearer` with a valid key or token, or no such header.";

    /// <summary>
    /// The credentials are invalid. The rejection does not say which part of them is wrong, so that it helps no one to forge credentials.
    /// </summary>
    public static readonly Rejection Invalid = new(
        StatusCodes.Status401Unauthorized, "AUTH_NOT_AUTHENTICATED",
        $"The API key or token is unknown, revoked or expired. {Remedy}",
        "Bearer error=\"invalid_token\", error_description=\"The key or token is unknown, revoked or expired\"");

    /// <summary>True if the same request can succeed some seconds later.</summary>
    public bool MayPass { get; private init; }

    /// <summary>The credentials cannot be checked at the moment.</summary>
    public static Rejection Unchecked(CredentialsUncheckedException reason) =>
        new(StatusCodes.Status503ServiceUnavailable, "SERVICE_UNAVAILABLE", reason.Message) { MayPass = reason.MayPass };

    /// <summary>Returns the reason why a caller may not write over HTTP; null if the caller may write.</summary>
    public static Rejection? FindForWriter(WriteAccess access) => access switch
    {
        WriteAccess.Granted => null,
        WriteAccess.NotAuthenticated => new(
            StatusCodes.Status401Unauthorized, "AUTH_NOT_AUTHENTICATED",
            "Writing needs an API key or token with the role `editor`. Send it as `Authorization: Bearer …`.", BearerCredentials.Scheme),
        _ => new(
            StatusCodes.Status403Forbidden, "AUTH_NOT_AUTHORIZED",
            "This API key or token may not write. Writing needs the role `editor`.", "Bearer error=\"insufficient_scope\""),
    };

    /// <summary>This process only reads (RFC 9110, section 15.5.20: another one takes the request).</summary>
    public static Rejection OnlyReads(string message) =>
        new(StatusCodes.Status421MisdirectedRequest, "READ_ONLY_PROCESS", message);

    /// <summary>
    /// Sends the rejection as a GraphQL error. All URLs of the service send rejections in this format, because GraphQL clients read no
    /// other format.
    /// </summary>
    public async Task SendAsync(HttpContext context)
    {
        TransportTelemetry.CountRejection(Code);
        context.Response.StatusCode = Status;
        context.Response.ContentType = "application/graphql-response+json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        if (MayPass)
        {
            context.Response.Headers.RetryAfter = "2"; // seconds, as for GraphQL
        }

        if (Challenge is not null)
        {
            context.Response.Headers[HeaderNames.WWWAuthenticate] = Challenge;
        }

        await using var json = new Utf8JsonWriter(
            context.Response.BodyWriter, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteStartArray("errors");
        json.WriteStartObject();
        json.WriteString("message", Message);
        json.WriteStartObject("extensions");
        json.WriteString("code", Code);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }
}

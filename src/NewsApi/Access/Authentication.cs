using System.Data.Common;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using NewsApi.Content.Access;
using NewsApi.Content.Access.Keys;
using NewsApi.GraphQL.Errors;
using NewsApi.Transport.Connections;

namespace NewsApi.Access;

/// <summary>Authenticates callers by API key. A caller without a key is anonymous and may read public content.</summary>
internal static class Authentication
{
    private const string Scheme = "Bearer";

    /// <summary>The rejection of a request. It is sent before the body of the request is read.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Code">The value of <c>extensions.code</c> in the GraphQL error.</param>
    internal sealed record Rejection(int Status, string Code, string Message);

    /// <summary>
    /// Sets the caller of each request. A request with an invalid key gets 401 and is not treated as anonymous. An anonymous response would
    /// silently lack content that the owner of the key expects.
    /// </summary>
    public static WebApplication UseAuthentication(this WebApplication app)
    {
        var keys = app.Services.GetRequiredService<ApiKeys>();
        app.Use(async (context, next) =>
        {
            if (context.Request.Headers.Authorization.Count > 0)
            {
                ApiKey? key;
                try
                {
                    key = await FindAsync(keys, context.Request.Headers.Authorization.ToString(), context.RequestAborted);
                }
                catch (Exception away) when (away is DbException or TimeoutException)
                {
                    app.Logger.LogError(away, "An API key could not be looked up");
                    await RejectAsync(context, DatabaseUnavailable);
                    return;
                }

                if (key is null)
                {
                    await RejectAsync(context, InvalidKey);
                    return;
                }

                context.User = MakePrincipal(key);
            }

            await next(context);
        });
        return app;
    }

    /// <summary>
    /// Authenticates a WebSocket by the key in the payload of <c>connection_init</c>. The name of the payload's field is
    /// <c>Authorization</c> or <c>authorization</c>. If the payload has no key, the HTTP request that opened the connection authenticates
    /// the WebSocket.
    /// </summary>
    public static CallerCheck MakeCallerCheck(ApiKeys keys, KeyRevocation revocation) => async (context, payload, cancellationToken) =>
    {
        var header = FindHeader(payload)
            ?? (context.Request.Headers.Authorization.Count > 0 ? context.Request.Headers.Authorization.ToString() : null);
        if (header is null)
        {
            return new CallerAnswer.Known(context.User);
        }

        return await FindAsync(keys, header, cancellationToken) is { } key
            ? new CallerAnswer.Known(MakePrincipal(key), revocation.Watch(key))
            : new CallerAnswer.Rejected(InvalidKey.Message);
    };

    /// <summary>Returns the reason why the caller may not write; null if the caller may write.</summary>
    public static Rejection? FindRejectionToWrite(ClaimsPrincipal caller) =>
        caller.Writes() ? null
        : caller.Identity is { IsAuthenticated: true }
            ? new Rejection(StatusCodes.Status403Forbidden, "AUTH_NOT_AUTHORIZED",
                "This API key may not write. Writing needs a key with the role `editor`.")
            : new Rejection(StatusCodes.Status401Unauthorized, "AUTH_NOT_AUTHENTICATED",
                "Writing needs an API key with the role `editor`. Send it as `Authorization: Bearer …`.");

    /// <summary>
    /// Sends a rejection as a GraphQL error. All URLs of the service send rejections in this format, because GraphQL clients read no other
    /// format.
    /// </summary>
    public static async Task RejectAsync(HttpContext context, Rejection rejection)
    {
        context.Response.StatusCode = rejection.Status;
        context.Response.ContentType = "application/graphql-response+json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        if (rejection.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers[HeaderNames.WWWAuthenticate] = Scheme;
        }

        await using var json = new Utf8JsonWriter(
            context.Response.BodyWriter, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteStartArray("errors");
        json.WriteStartObject();
        json.WriteString("message", rejection.Message);
        json.WriteStartObject("extensions");
        json.WriteString("code", rejection.Code);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static Rejection InvalidKey { get; } = new(
        StatusCodes.Status401Unauthorized, "AUTH_NOT_AUTHENTICATED",
        "The API key is unknown, revoked or expired. Send `Authorization: Bearer` with a key from `newsapi keys create`, or no key.");

    private static Rejection DatabaseUnavailable { get; } = new(
        StatusCodes.Status503ServiceUnavailable, "SERVICE_UNAVAILABLE", FailureReporter.DatabaseUnreachable);

    private static async ValueTask<ApiKey?> FindAsync(ApiKeys keys, string header, CancellationToken cancellationToken) =>
        header.StartsWith($"{Scheme} ", StringComparison.OrdinalIgnoreCase)
            ? await keys.FindAsync(header[(Scheme.Length + 1)..].Trim(), cancellationToken)
            : null;

    private static string? FindHeader(JsonElement payload) =>
        payload.ValueKind == JsonValueKind.Object
        && (payload.TryGetProperty("Authorization", out var header) || payload.TryGetProperty("authorization", out header))
        && header.ValueKind == JsonValueKind.String
            ? header.GetString()
            : null;

    private static ClaimsPrincipal MakePrincipal(ApiKey key) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.Name, key.Name), key.Role.ToClaim()], Scheme));
}

using System.Data.Common;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using NewsApi.Content.Access;
using NewsApi.GraphQL.Errors;
using NewsApi.Transport.Connections;

namespace NewsApi.Access;

/// <summary>Who is calling: the bearer of an API key, or nobody, who may read what is public.</summary>
internal static class Authentication
{
    private const string Scheme = "Bearer";

    /// <summary>Why a request is turned away before anything is read of it.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Code">As GraphQL errors have it in <c>extensions.code</c>.</param>
    internal sealed record Refusal(int Status, string Code, string Message);

    /// <summary>Sets the caller of each request. A key that is none is refused: taken for nobody, its bearer would miss what the key is for.</summary>
    public static WebApplication UseAccess(this WebApplication app)
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
                    app.Logger.LogError(away, "The database did not answer whose key it is");
                    await RefuseAsync(context, CannotLook);
                    return;
                }

                if (key is null)
                {
                    await RefuseAsync(context, NoSuchKey);
                    return;
                }

                context.User = PrincipalOf(key);
            }

            await next(context);
        });
        return app;
    }

    /// <summary>
    /// Who is at the other end of a WebSocket: whose key <c>connection_init</c> carries, as <c>Authorization</c> or <c>authorization</c>, or else the one of
    /// the request it began as.
    /// </summary>
    public static CallerCheck CheckOf(ApiKeys keys, KeyRevocation ends) => async (context, payload, cancellationToken) =>
    {
        var header = SaidIn(payload) ?? (context.Request.Headers.Authorization.Count > 0 ? context.Request.Headers.Authorization.ToString() : null);
        if (header is null)
        {
            return new CallerAnswer.Known(context.User);
        }

        return await FindAsync(keys, header, cancellationToken) is { } key
            ? new CallerAnswer.Known(PrincipalOf(key), ends.Watch(key))
            : new CallerAnswer.Refused(NoSuchKey.Message);
    };

    /// <summary>Null where the caller may write.</summary>
    public static Refusal? RefusalToWrite(ClaimsPrincipal caller) =>
        caller.Writes() ? null
        : caller.Identity is { IsAuthenticated: true }
            ? new Refusal(StatusCodes.Status403Forbidden, "AUTH_NOT_AUTHORIZED", "This API key may not write; that needs one of the role `editor`.")
            : new Refusal(StatusCodes.Status401Unauthorized, "AUTH_NOT_AUTHENTICATED", "Writing needs an API key of the role `editor`: send it as `Authorization: Bearer …`.");

    /// <summary>Answers with a GraphQL error, whatever the URL: clients read no other.</summary>
    public static async Task RefuseAsync(HttpContext context, Refusal refusal)
    {
        context.Response.StatusCode = refusal.Status;
        context.Response.ContentType = "application/graphql-response+json; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        if (refusal.Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers[HeaderNames.WWWAuthenticate] = Scheme;
        }

        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteStartArray("errors");
        json.WriteStartObject();
        json.WriteString("message", refusal.Message);
        json.WriteStartObject("extensions");
        json.WriteString("code", refusal.Code);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static Refusal NoSuchKey { get; } = new(
        StatusCodes.Status401Unauthorized, "AUTH_NOT_AUTHENTICATED",
        "This is no API key of ours, or it was revoked or has expired. Send `Authorization: Bearer` with a key that `newsapi keys create` made, or no key.");

    private static Refusal CannotLook { get; } = new(
        StatusCodes.Status503ServiceUnavailable, "SERVICE_UNAVAILABLE", FailureReporter.DatabaseUnreachable);

    private static async ValueTask<ApiKey?> FindAsync(ApiKeys keys, string header, CancellationToken cancellationToken) =>
        header.StartsWith($"{Scheme} ", StringComparison.OrdinalIgnoreCase)
            ? await keys.FindAsync(header[(Scheme.Length + 1)..].Trim(), cancellationToken)
            : null;

    private static string? SaidIn(JsonElement payload) =>
        payload.ValueKind == JsonValueKind.Object
        && (payload.TryGetProperty("Authorization", out var said) || payload.TryGetProperty("authorization", out said))
        && said.ValueKind == JsonValueKind.String
            ? said.GetString()
            : null;

    private static ClaimsPrincipal PrincipalOf(ApiKey key) => new(new ClaimsIdentity(
        [new Claim(ClaimTypes.Name, key.Name), key.Role.ToClaim()], Scheme));
}

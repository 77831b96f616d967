using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using NewsApi.Transport.Connections;

namespace NewsApi.Access;

/// <summary>Finds the callers of WebSockets and event streams, and how long their credentials are valid.</summary>
internal sealed class ConnectionCallers(IServiceScopeFactory scopes, KeyRevocation revocation)
{
    /// <summary>
    /// Authenticates a WebSocket by the credentials in the payload of <c>connection_init</c>. The name of the payload's field is
    /// <c>Authorization</c> or <c>authorization</c>. If the payload has no such field, the HTTP request that opened the connection
    /// authenticates the WebSocket. A field that is no text has no valid credentials; null counts as no field. An event stream has no
    /// payload.
    /// </summary>
    public async ValueTask<CallerAnswer> CheckAsync(HttpContext context, JsonElement payload, CancellationToken cancellationToken)
    {
        var result = FindHeader(payload) is { } header
            ? await AuthenticateAsync(header, cancellationToken)
            : await context.AuthenticateAsync();
        return result switch
        {
            { Ticket: { } ticket } => new CallerAnswer.Known(
                ticket.Principal, ApiKeyHandler.FindKey(ticket.Properties) is { } key ? revocation.Watch(key) : default)
            {
                Expires = ticket.Properties.ExpiresUtc,
            },
            { None: true } => new CallerAnswer.Known(context.User),
            { Failure: CredentialsUncheckedException } => new CallerAnswer.Unavailable(),
            _ => new CallerAnswer.Rejected(Rejection.Invalid.Message),
        };
    }

    /// <summary>
    /// Runs the handlers of HTTP on a request that has only the header. The handlers of the request that opened the connection cannot run
    /// again, because they keep the result for that request.
    /// </summary>
    private async Task<AuthenticateResult> AuthenticateAsync(string header, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(header))
        {
            return AuthenticateResult.Fail("There are no credentials.");
        }

        await using var scope = scopes.CreateAsyncScope();
        var request = new DefaultHttpContext { RequestServices = scope.ServiceProvider, RequestAborted = cancellationToken };
        request.Request.Headers.Authorization = header;
        return await request.AuthenticateAsync();
    }

    private static string? FindHeader(JsonElement payload) =>
        payload.ValueKind == JsonValueKind.Object
        && (payload.TryGetProperty("Authorization", out var header) || payload.TryGetProperty("authorization", out header))
        && header.ValueKind != JsonValueKind.Null
            ? header.ValueKind == JsonValueKind.String ? header.GetString() : ""
            : null;
}

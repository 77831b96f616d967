using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace NewsApi.Transport.Connections;

/// <summary>
/// Authenticates the client of a WebSocket or event stream. The result has a token that is cancelled when the credentials end. The host may
/// register a check as a singleton. Without a check, the caller is <see cref="HttpContext.User"/>, and its credentials never end.
/// </summary>
/// <param name="context">The HTTP request that opened the connection.</param>
/// <param name="payload">
/// The payload of the WebSocket's message <c>connection_init</c>, a JSON object. It is <see cref="JsonValueKind.Undefined"/> if that
/// message has no payload, or if the connection is an event stream. The caller of an event stream is always <see cref="HttpContext.User"/>.
/// So for an event stream, only the token of the result is used.
/// </param>
/// <param name="cancellationToken">Cancelled when the client disconnects or the service stops.</param>
public delegate ValueTask<CallerAnswer> CallerCheck(HttpContext context, JsonElement payload, CancellationToken cancellationToken);

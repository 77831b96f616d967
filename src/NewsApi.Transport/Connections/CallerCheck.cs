using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace NewsApi.Transport.Connections;

/// <summary>
/// Authenticates the client of a WebSocket or event stream. The answer has a token that is cancelled when the credentials end. The host
/// registers a check as a singleton. Without a check the caller is <see cref="HttpContext.User"/>, whose credentials never end.
/// </summary>
/// <param name="context">The HTTP request that opened the connection.</param>
/// <param name="payload">
/// The payload of the WebSocket's <c>connection_init</c>, a JSON object; <see cref="JsonValueKind.Undefined"/> if that message has no
/// payload. Also undefined for an event stream: its caller is <see cref="HttpContext.User"/>, and only the token of the answer is used.
/// </param>
/// <param name="cancellationToken">Cancelled when the client disconnects or the service stops.</param>
public delegate ValueTask<CallerAnswer> CallerCheck(HttpContext context, JsonElement payload, CancellationToken cancellationToken);

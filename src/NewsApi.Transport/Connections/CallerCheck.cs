using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace NewsApi.Transport.Connections;

/// <summary>
/// Authenticates the client of a WebSocket or event stream and returns until when that is valid. The host registers one as a singleton;
/// without it the caller is <see cref="HttpContext.User"/> without an end.
/// </summary>
/// <param name="context">The HTTP request that opened the connection.</param>
/// <param name="payload">
/// The payload of the WebSocket's <c>connection_init</c>, a JSON object; <see cref="JsonValueKind.Undefined"/> if it has none, and for an
/// event stream, whose caller is <see cref="HttpContext.User"/>: there only the end is needed.
/// </param>
/// <param name="cancellationToken">Cancelled when the client disconnects or the service stops.</param>
public delegate ValueTask<CallerAnswer> CallerCheck(HttpContext context, JsonElement payload, CancellationToken cancellationToken);

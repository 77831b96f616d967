using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace NewsApi.Transport.Connections;

/// <summary>
/// Says who is at the other end of a connection that lasts, and for how long that holds. The host registers one as a singleton; without it
/// the caller is <see cref="HttpContext.User"/> for ever.
/// </summary>
/// <param name="context">The HTTP request that the connection began as.</param>
/// <param name="payload">
/// Of the WebSocket's <c>connection_init</c>, a JSON object; <see cref="JsonValueKind.Undefined"/> when it has none, and for an event stream,
/// whose caller is <see cref="HttpContext.User"/>: there only the end is asked for.
/// </param>
/// <param name="cancellationToken">Ends when the client has left or the service stops.</param>
public delegate ValueTask<CallerAnswer> CallerCheck(HttpContext context, JsonElement payload, CancellationToken cancellationToken);

using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using NewsApi.Transport.Operations;

namespace NewsApi.Transport.Responses;

/// <summary>
/// Sends a document that is not GraphQL, such as a feed. Its tag, its coding, its tags for caches and who may keep it are those of a query
/// by GET (<see cref="Representation"/>). It also has a time for clients that know no tags (RFC 9110, section 8.8.2).
/// </summary>
public static class DocumentResponse
{
    /// <summary>The clocks of PostgreSQL and of this process may differ by this.</summary>
    private static readonly TimeSpan ClockDifference = TimeSpan.FromSeconds(2);

    /// <param name="readAt">When the document was read. It was the same from then until now. Null if it may be older than that.</param>
    public static async Task SendAsync(
        HttpContext context, OperationResponse.Result document, string mediaType, DateTime? readAt, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var (request, response) = (context.Request, context.Response);
        var body = Representation.Prepare(context, ResponseFormat.Default, document);
        response.Headers.Append(HeaderNames.Vary, Representation.Vary);
        if (readAt is { } read && FindTime(read, now) is { } time)
        {
            response.Headers.LastModified = time.ToString("R", CultureInfo.InvariantCulture);

            // A client that sends a tag too is answered by the tag alone (RFC 9110, section 13.1.3).
            if (request.Headers.IfNoneMatch.Count == 0
                && HeaderUtilities.TryParseDate(request.Headers.IfModifiedSince.ToString(), out var known) && known >= time)
            {
                body = null;
            }
        }

        if (body is not { } sent)
        {
            response.Headers.ContentEncoding = default;
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = mediaType;
        response.ContentLength = sent.Length;
        if (!HttpMethods.IsHead(request.Method))
        {
            await response.Body.WriteAsync(sent, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Returns the time in whole seconds. Null until the second in which the document was read is over by both clocks: it could change
    /// again within that second, and both forms would have the same time.
    /// </summary>
    private static DateTimeOffset? FindTime(DateTime readAt, DateTimeOffset now)
    {
        var second = new DateTimeOffset(readAt.Ticks - (readAt.Ticks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
        return now >= second.AddSeconds(1) + ClockDifference ? second : null;
    }
}

using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using NewsApi.Transport.Requests;
using NewsApi.Transport.Responses;

namespace NewsApi.Transport.Http;

/// <summary>Chooses the media type of the response by the header <c>Accept</c> (RFC 9110, section 12.5.1).</summary>
internal static class Negotiation
{
    /// <summary>The media types that the service can send, in the order of its preference.</summary>
    private static readonly (string Type, string Subtype, ResponseFormat Format)[] Table =
    [
        ("application", "graphql-response+json", ResponseFormat.GraphQLResponse),
        ("application", "json", ResponseFormat.LegacyJson),
        ("text", "event-stream", ResponseFormat.EventStream),
    ];

    /// <summary>
    /// Chooses the format that the client prefers. Each format gets the <c>q</c> of the most specific range in the header that matches the
    /// format. The format with the highest <c>q</c> wins. If several formats have the highest <c>q</c>, three rules decide in turn: a named
    /// type wins over a wildcard, an earlier range in the header wins over a later range, and the format that the service prefers wins.
    /// </summary>
    /// <returns>
    /// The format, or an error: <c>HC0063</c> (406) or <c>HC0064</c> (400). <c>Streams</c> is true if the client accepts an event stream. A
    /// subscription is then sent as an event stream, even if the client prefers another format. For example, urql lists
    /// <c>text/event-stream</c> last in every request, and expects an event stream only for subscriptions.
    /// </returns>
    public static (ResponseFormat Format, bool Streams, TransportError? Rejection) Choose(StringValues accept)
    {
        if (StringValues.IsNullOrEmpty(accept))
        {
            return (ResponseFormat.Default, true, null);
        }

        // The lenient parser: Java's own client sends `*; q=.2` among valid ranges, and one invalid range must not invalidate the others.
        if (!MediaTypeHeaderValue.TryParseList(accept, out var ranges) || ranges.Count == 0)
        {
            return (ResponseFormat.Default, false, TransportError.MalformedAccept);
        }

        ResponseFormat? best = null;
        var streams = false;
        var rank = (Quality: 0.0, Specificity: 0, Earliness: 0);
        foreach (var (type, subtype, format) in Table)
        {
            var (position, specificity) = FindMostSpecific(ranges, type, subtype);
            if (position < 0 || ranges[position].Quality is 0)
            {
                continue;
            }

            streams |= format == ResponseFormat.EventStream;
            var candidate = (ranges[position].Quality ?? 1.0, specificity, -position);
            if (best is null || candidate.CompareTo(rank) > 0)
            {
                best = specificity == Named || format == ResponseFormat.EventStream ? format : ResponseFormat.Default;
                rank = candidate;
            }
        }

        return best is { } chosen ? (chosen, streams, null) : (ResponseFormat.Default, false, TransportError.NotAcceptable);
    }

    private const int Named = 3;

    private static (int Position, int Specificity) FindMostSpecific(IList<MediaTypeHeaderValue> ranges, string type, string subtype)
    {
        var found = (Position: -1, Specificity: 0);
        for (var i = 0; i < ranges.Count; i++)
        {
            var specificity = MeasureSpecificity(ranges[i], type, subtype);
            if (specificity > found.Specificity)
            {
                found = (i, specificity);
            }
        }

        return found;
    }

    private static int MeasureSpecificity(MediaTypeHeaderValue range, string type, string subtype)
    {
        if (range.MatchesAllTypes)
        {
            return 1;
        }

        if (!range.Type.Equals(type, StringComparison.OrdinalIgnoreCase) || !RequestReader.IsUtf8(range.Charset))
        {
            return 0;
        }

        return range.MatchesAllSubTypes ? 2 : range.SubType.Equals(subtype, StringComparison.OrdinalIgnoreCase) ? Named : 0;
    }
}

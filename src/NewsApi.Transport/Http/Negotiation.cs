using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using NewsApi.Transport.Responses;

namespace NewsApi.Transport.Http;

/// <summary>Reads <c>Accept</c> by RFC 9110, section 12.5.1.</summary>
internal static class Negotiation
{
    /// <summary>What the service can send, its own preference first.</summary>
    private static readonly (string Type, string Subtype, ResponseFormat Format)[] Table =
    [
        ("application", "graphql-response+json", ResponseFormat.GraphQLResponse),
        ("application", "json", ResponseFormat.LegacyJson),
        ("text", "event-stream", ResponseFormat.EventStream),
    ];

    /// <summary>
    /// The format that the client likes best: highest <c>q</c> (that of the most specific range which matches), then by name over by
    /// wildcard, then first in the header, then ours.
    /// </summary>
    /// <returns>
    /// A format, and whether a stream of events may be sent in its place: urql names that type last, in every request, and means it for
    /// subscriptions. Or why there is none: <c>HC0063</c> (406) or <c>HC0064</c> (400).
    /// </returns>
    public static (ResponseFormat Format, bool Streams, TransportError? Refusal) Choose(StringValues accept)
    {
        if (StringValues.IsNullOrEmpty(accept))
        {
            return (ResponseFormat.Unasked, true, null);
        }

        // The lenient reader: Java's own client sends `*; q=.2` among good ranges, and one odd range is no reason to refuse the rest.
        if (!MediaTypeHeaderValue.TryParseList(accept, out var ranges) || ranges.Count == 0)
        {
            return (ResponseFormat.Unasked, false, TransportError.MalformedAccept);
        }

        ResponseFormat? best = null;
        var streams = false;
        var rank = (Quality: 0.0, Specificity: 0, Earliness: 0);
        foreach (var (type, subtype, format) in Table)
        {
            var (position, specificity) = MostSpecific(ranges, type, subtype);
            if (position < 0 || ranges[position].Quality is 0)
            {
                continue;
            }

            streams |= format == ResponseFormat.EventStream;
            var candidate = (ranges[position].Quality ?? 1.0, specificity, -position);
            if (best is null || candidate.CompareTo(rank) > 0)
            {
                best = specificity == Named || format == ResponseFormat.EventStream ? format : ResponseFormat.Unasked;
                rank = candidate;
            }
        }

        return best is { } chosen ? (chosen, streams, null) : (ResponseFormat.Unasked, false, TransportError.NotAcceptable);
    }

    private const int Named = 3;

    private static (int Position, int Specificity) MostSpecific(IList<MediaTypeHeaderValue> ranges, string type, string subtype)
    {
        var found = (Position: -1, Specificity: 0);
        for (var i = 0; i < ranges.Count; i++)
        {
            var specificity = Specificity(ranges[i], type, subtype);
            if (specificity > found.Specificity)
            {
                found = (i, specificity);
            }
        }

        return found;
    }

    private static int Specificity(MediaTypeHeaderValue range, string type, string subtype)
    {
        if (range.MatchesAllTypes)
        {
            return 1;
        }

        if (!range.Type.Equals(type, StringComparison.OrdinalIgnoreCase) || !IsUtf8(range.Charset))
        {
            return 0;
        }

        return range.MatchesAllSubTypes ? 2 : range.SubType.Equals(subtype, StringComparison.OrdinalIgnoreCase) ? Named : 0;
    }

    /// <summary>No charset means UTF-8 (GraphQL over HTTP, "Media Types"); no other one is spoken.</summary>
    internal static bool IsUtf8(StringSegment charset) =>
        charset.Length == 0
        || HeaderUtilities.RemoveQuotes(charset) is var name
        && (name.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || name.Equals("utf8", StringComparison.OrdinalIgnoreCase));
}

using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using NewsApi.Transport.Operations;

namespace NewsApi.Transport.Responses;

/// <summary>Chooses the coding of a response by the header <c>Accept-Encoding</c> (RFC 9110, section 12.5.3).</summary>
internal static class AcceptedCodings
{
    /// <summary>
    /// Returns the coding with the highest quality. Of equal ones, the smaller body wins: Brotli, then gzip, then no compression. A
    /// malformed header accepts no compression.
    /// </summary>
    public static ContentCoding Choose(StringValues acceptEncoding)
    {
        if (StringValues.IsNullOrEmpty(acceptEncoding)
            || !StringWithQualityHeaderValue.TryParseList(acceptEncoding, out var accepted))
        {
            return ContentCoding.Identity;
        }

        var brotli = FindQuality(accepted, "br");
        var gzip = FindQuality(accepted, "gzip");
        var best = Math.Max(brotli, gzip);

        // Without a quality of its own, no compression is acceptable, but the least of all.
        return best == 0 || FindQuality(accepted, "identity", wildcard: false) > best ? ContentCoding.Identity
            : brotli == best ? ContentCoding.Brotli
            : ContentCoding.Gzip;
    }

    /// <summary>Returns the quality of a coding: 0 if it is not acceptable or not mentioned.</summary>
    private static double FindQuality(IList<StringWithQualityHeaderValue> accepted, string coding, bool wildcard = true)
    {
        double? any = null;
        foreach (var value in accepted)
        {
            if (value.Value.Equals(coding, StringComparison.OrdinalIgnoreCase))
            {
                return value.Quality ?? 1;
            }

            if (wildcard && value.Value == "*")
            {
                any = value.Quality ?? 1;
            }
        }

        return any ?? 0;
    }
}

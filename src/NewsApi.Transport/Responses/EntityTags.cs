using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using NewsApi.Transport.Operations;

namespace NewsApi.Transport.Responses;

/// <summary>
/// The entity tags of responses (RFC 9110, section 8.8.3). All are strong: responses to one URL have the same tag exactly if their bytes
/// and their media types are the same. So each coding has a tag of its own.
/// </summary>
public static class EntityTags
{
    private const int HashBytes = 16;

    /// <summary>Returns a text of 22 characters by which bodies with different bytes differ.</summary>
    public static string Hash(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(body, hash);
        return Base64Url.EncodeToString(hash[..HashBytes]);
    }

    /// <summary>Returns the tag of a response, with its quotes.</summary>
    /// <param name="hash">The hash of the body before its compression.</param>
    /// <param name="isKept">True if the body is compressed as kept bodies are. The fast compression gives other bytes.</param>
    internal static string Build(string hash, ResponseFormat format, ContentCoding coding, bool isKept)
    {
        var media = format == ResponseFormat.GraphQLResponse ? "+" : "";
        var compressed = (coding, isKept) switch
        {
            (ContentCoding.Gzip, false) => ".g",
            (ContentCoding.Gzip, true) => ".G",
            (ContentCoding.Brotli, false) => ".b",
            (ContentCoding.Brotli, true) => ".B",
            _ => "",
        };
        return $"\"{hash}{media}{compressed}\"";
    }

    /// <summary>
    /// Returns the tag in <c>If-None-Match</c> that the client may go on using; null if there is none. Tags are compared weakly (RFC 9110,
    /// section 13.1.2), because a proxy that compresses a response makes its tag weak.
    /// </summary>
    /// <param name="tags">The tags of the response. All of them name a current form of it, in the same coding.</param>
    internal static string? FindMatch(StringValues ifNoneMatch, params ReadOnlySpan<string> tags)
    {
        // Nearly every client sends the one tag that it has.
        if (ifNoneMatch.Count == 1 && ifNoneMatch[0] == tags[0])
        {
            return tags[0];
        }

        if (StringValues.IsNullOrEmpty(ifNoneMatch) || !EntityTagHeaderValue.TryParseList(ifNoneMatch, out var known))
        {
            return null;
        }

        foreach (var one in known)
        {
            if (one.Tag == "*")
            {
                return tags[0];
            }

            foreach (var tag in tags)
            {
                if (one.Tag == tag)
                {
                    return tag;
                }
            }
        }

        return null;
    }
}

using NewsApi.Content.Caching;
using NewsApi.Content.Wire;
using NewsApi.Transport.Operations;
using NewsApi.Transport.Responses;

namespace NewsApi.GraphQL.Execution;

/// <summary>An answer in the cache, with its hash and its compressed forms as soon as a request has needed them.</summary>
public sealed class KeptAnswer(ReadOnlyMemory<byte> body, WireCursor cursor, DateTime time)
    : CachedAnswer(body, cursor, time), IKeptBody
{
    private readonly Lock _lock = new();
    private string? _hash;
    private ReadOnlyMemory<byte>? _gzip;
    private ReadOnlyMemory<byte>? _brotli;

    /// <summary>The tags of each response with this answer; null for no tags.</summary>
    public ResponseTags? Tags { get; init; }

    public string Hash => _hash ??= EntityTags.Hash(Body.Span);

    public ReadOnlyMemory<byte> Encode(ContentCoding coding)
    {
        switch (coding)
        {
            case ContentCoding.Identity:
                return Body;
            case ContentCoding.Gzip:
                return EncodeOnce(coding, ref _gzip);
            default:
                return EncodeOnce(coding, ref _brotli);
        }
    }

    private ReadOnlyMemory<byte> EncodeOnce(ContentCoding coding, ref ReadOnlyMemory<byte>? form)
    {
        // Under the lock also for reading, because the form is larger than what a processor writes at once.
        lock (_lock)
        {
            if (form is { } known)
            {
                return known;
            }

            var encoded = BodyCompression.Encode(Body, coding, isKept: true);
            form = encoded;
            Grow(encoded.Length);
            return encoded;
        }
    }
}

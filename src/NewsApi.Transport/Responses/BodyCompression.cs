using System.Buffers;
using System.IO.Compression;
using System.Numerics;
using NewsApi.Transport.Operations;

namespace NewsApi.Transport.Responses;

/// <summary>Compresses the bodies of responses.</summary>
public static class BodyCompression
{
    /// <summary>The smallest body that is compressed, in bytes. A smaller response fits into one packet of the network anyway.</summary>
    public const int LeastBytes = 1024;

    private const int FastQuality = 1;

    // Takes about ten times as long as the fast quality, and saves another fifth of the bytes. Higher qualities save little more.
    private const int KeptQuality = 5;

    private const int SmallestWindow = 16; // powers of two, in bytes
    private const int LargestWindow = 22;

    /// <summary>Returns the body in a coding. Equal arguments give equal bytes.</summary>
    /// <param name="isKept">
    /// True if the compressed body is kept for many responses: then it gets smaller, but its compression takes longer.
    /// </param>
    public static ReadOnlyMemory<byte> Encode(ReadOnlyMemory<byte> body, ContentCoding coding, bool isKept) => coding switch
    {
        ContentCoding.Identity => body,
        ContentCoding.Gzip => EncodeGzip(body.Span, isKept ? CompressionLevel.Optimal : CompressionLevel.Fastest),
        ContentCoding.Brotli => EncodeBrotli(body.Span, isKept ? KeptQuality : FastQuality),
        _ => throw new ArgumentOutOfRangeException(nameof(coding), coding, null),
    };

    private static byte[] EncodeBrotli(ReadOnlySpan<byte> body, int quality)
    {
        // A window that is larger than the body saves nothing, and its memory would have to be cleared for each response.
        var window = Math.Clamp(BitOperations.Log2((uint)body.Length) + 1, SmallestWindow, LargestWindow);
        var buffer = ArrayPool<byte>.Shared.Rent(BrotliEncoder.GetMaxCompressedLength(body.Length));
        try
        {
            return BrotliEncoder.TryCompress(body, buffer, out var written, quality, window)
                ? buffer.AsSpan(0, written).ToArray()
                : throw new InvalidOperationException("The buffer for a Brotli stream was too small.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static byte[] EncodeGzip(ReadOnlySpan<byte> body, CompressionLevel level)
    {
        // Compressed JSON is usually smaller than a third of its text.
        using var compressed = new MemoryStream(body.Length / 3);
        using (var gzip = new GZipStream(compressed, level, leaveOpen: true))
        {
            gzip.Write(body);
        }

        return compressed.ToArray();
    }
}

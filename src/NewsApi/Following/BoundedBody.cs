using System.Globalization;
using System.IO.Compression;

namespace NewsApi.Following;

/// <summary>Reads the body of a response into memory, up to a limit. What is compressed counts by its size after decompression.</summary>
internal static class BoundedBody
{
    private const int Chunk = 64 * 1024;

    public static string TooLarge(int limit) =>
        string.Create(CultureInfo.InvariantCulture, $"the response is larger than {limit} bytes");

    /// <returns>The body, decompressed if it is a gzip file; null if it is larger than the limit.</returns>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(
        Stream stream, int limit, SilenceLimit silence, CancellationToken cancellationToken)
    {
        if (await ReadOnceAsync(stream, limit, silence, cancellationToken) is not { } body)
        {
            return null;
        }

        // A .gz file that the server sends as it is.
        if (body.Span is not [0x1F, 0x8B, ..])
        {
            return body;
        }

        await using var file = new GZipStream(new MemoryStream(body.ToArray(), writable: false), CompressionMode.Decompress);
        return await ReadOnceAsync(file, limit, silence, cancellationToken);
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadOnceAsync(
        Stream stream, int limit, SilenceLimit silence, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var chunk = new byte[Chunk];
        while (true)
        {
            var read = await stream.ReadAsync(chunk, cancellationToken);
            silence.Restart();
            if (read == 0)
            {
                return body.ToArray();
            }

            if (body.Length + read > limit)
            {
                return null;
            }

            body.Write(chunk, 0, read);
        }
    }
}

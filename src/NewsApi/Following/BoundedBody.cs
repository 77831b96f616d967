using System.Globalization;
using System.IO.Compression;
using System.Runtime.InteropServices;

namespace NewsApi.Following;

/// <summary>Reads the body of a response into memory, up to a limit. What is compressed counts by its size after decompression.</summary>
internal static class BoundedBody
{
    private const int Chunk = 64 * 1024;

    public static string TooLarge(int limit) =>
        string.Create(CultureInfo.InvariantCulture, $"the response is larger than {limit} bytes");

    /// <returns>The body, decompressed if it is a gzip file; null if it is larger than the limit.</returns>
    /// <exception cref="InvalidDataException">The compressed body is damaged.</exception>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(
        Stream stream, int limit, TimeLimit silence, CancellationToken cancellationToken)
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

        await using var file = new GZipStream(Open(body), CompressionMode.Decompress);
        return await ReadOnceAsync(file, limit, silence, cancellationToken);
    }

    /// <summary>Opens bytes as a stream. An array is not copied: a document may have megabytes.</summary>
    public static MemoryStream Open(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var array) && array.Array is { } buffer
            ? new MemoryStream(buffer, array.Offset, array.Count, writable: false)
            : new MemoryStream(bytes.ToArray(), writable: false);

    private static async Task<ReadOnlyMemory<byte>?> ReadOnceAsync(
        Stream stream, int limit, TimeLimit silence, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var chunk = new byte[Chunk];
        while (true)
        {
            var read = await ReadChunkAsync(stream, chunk, cancellationToken);
            silence.Restart();
            if (read == 0)
            {
                return body.GetBuffer().AsMemory(0, (int)body.Length);
            }

            if (body.Length + read > limit)
            {
                return null;
            }

            body.Write(chunk, 0, read);
        }
    }

    private static async Task<int> ReadChunkAsync(Stream stream, byte[] chunk, CancellationToken cancellationToken)
    {
        try
        {
            return await stream.ReadAsync(chunk, cancellationToken);
        }
        catch (InvalidOperationException e) when (e is not ObjectDisposedException)
        {
            // BrotliStream throws it for invalid data, where the other streams throw InvalidDataException.
            throw new InvalidDataException(e.Message, e);
        }
    }
}

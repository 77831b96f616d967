using System.Buffers;
using Microsoft.AspNetCore.Http;
using NewsApi.Transport.Responses;

namespace NewsApi.Transport.Requests;

/// <summary>Reads the whole body of a request. Rejects a body that is larger than <c>maxBytes</c>.</summary>
internal static class RequestBody
{
    /// <returns>The bytes, or an error: 413 (<c>HC0010</c>), 408 or 400.</returns>
    public static async ValueTask<(ReadOnlyMemory<byte> Bytes, TransportError? Rejection)> ReadAsync(
        HttpRequest request, int maxBytes, CancellationToken cancellationToken)
    {
        if (request.ContentLength > maxBytes)
        {
            return (default, TransportError.TooLarge(maxBytes));
        }

        try
        {
            var reader = request.BodyReader;
            while (true)
            {
                var read = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                if (read.Buffer.Length > maxBytes)
                {
                    reader.AdvanceTo(read.Buffer.End);
                    return (default, TransportError.TooLarge(maxBytes));
                }

                if (read.IsCompleted)
                {
                    var bytes = read.Buffer.ToArray();
                    reader.AdvanceTo(read.Buffer.End);
                    return (WithoutByteOrderMark(bytes), null);
                }

                reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
            }
        }
        catch (BadHttpRequestException broken)
        {
            // Kestrel throws this if the body arrived too slowly (408), is too large (413) or has broken framing (400).
            return (default, broken.StatusCode == StatusCodes.Status413PayloadTooLarge
                ? TransportError.TooLarge(maxBytes)
                : TransportError.Unreadable(broken.StatusCode));
        }
        catch (IOException)
        {
            // Kestrel throws this for a chunk whose size is not a number of 31 bits, and if the client has reset the connection.
            return (default, TransportError.Unreadable(StatusCodes.Status400BadRequest));
        }
    }

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(byte[] bytes) =>
        bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes.AsMemory(3) : bytes;
}

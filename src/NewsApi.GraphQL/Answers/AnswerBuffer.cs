using System.Buffers;
using System.Collections.Concurrent;

namespace NewsApi.GraphQL.Answers;

/// <summary>
/// A pool of buffers for responses. Without the pool, each response would need a new buffer that grows several times. These buffers
/// would take a quarter of all the memory that a query allocates.
/// </summary>
internal static class AnswerBuffer
{
    /// <summary>The largest capacity of a buffer that returns to the pool, in bytes. Few responses need more.</summary>
    private const int MaxPooledBytes = 128 * 1024;

    /// <summary>The largest number of buffers in the pool.</summary>
    private const int MaxPooled = 64;

    private static readonly ConcurrentQueue<ArrayBufferWriter<byte>> Pool = [];

    public static ArrayBufferWriter<byte> Take() => Pool.TryDequeue(out var pooled) ? pooled : new ArrayBufferWriter<byte>(4096);

    /// <summary>
    /// Returns the written bytes, and puts the buffer back into the pool. The caller must not use the buffer after this call.
    /// </summary>
    public static ReadOnlyMemory<byte> Finish(ArrayBufferWriter<byte> buffer)
    {
        if (buffer.Capacity > MaxPooledBytes || Pool.Count >= MaxPooled)
        {
            return buffer.WrittenMemory;
        }

        var written = buffer.WrittenSpan.ToArray();
        buffer.ResetWrittenCount();
        Pool.Enqueue(buffer);
        return written;
    }
}

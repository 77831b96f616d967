using System.Buffers;
using System.Collections.Concurrent;

namespace NewsApi.GraphQL.Answers;

/// <summary>
/// What an answer is written into. A few are kept for the next answers: growing a new one each time took a quarter of all the memory
/// that a query leaves behind.
/// </summary>
internal static class AnswerBuffer
{
    /// <summary>How large one may have grown to be kept, in bytes; few answers are larger.</summary>
    private const int MostBytes = 128 * 1024;

    private const int MostKept = 64;

    private static readonly ConcurrentQueue<ArrayBufferWriter<byte>> Kept = [];

    public static ArrayBufferWriter<byte> Take() => Kept.TryDequeue(out var kept) ? kept : new ArrayBufferWriter<byte>(4096);

    /// <summary>What was written, for good; the buffer is not to be used any more.</summary>
    public static ReadOnlyMemory<byte> Finish(ArrayBufferWriter<byte> buffer)
    {
        if (buffer.Capacity > MostBytes || Kept.Count >= MostKept)
        {
            return buffer.WrittenMemory;
        }

        var written = buffer.WrittenSpan.ToArray();
        buffer.ResetWrittenCount();
        Kept.Enqueue(buffer);
        return written;
    }
}

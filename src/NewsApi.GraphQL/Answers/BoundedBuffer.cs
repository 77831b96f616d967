using System.Buffers;

namespace NewsApi.GraphQL.Answers;

/// <summary>A buffer that rejects a response as soon as it is too large.</summary>
/// <param name="most">The largest number of bytes.</param>
internal sealed class BoundedBuffer(int most) : IBufferWriter<byte>
{
    private readonly ArrayBufferWriter<byte> _bytes = new(4096);

    public ReadOnlyMemory<byte> WrittenMemory => _bytes.WrittenMemory;

    /// <exception cref="RequestError">The buffer would have more bytes than allowed.</exception>
    public void Advance(int count)
    {
        if (_bytes.WrittenCount + (long)count > most)
        {
            throw RequestError.AnswerTooLarge(most);
        }

        _bytes.Advance(count);
    }

    public Memory<byte> GetMemory(int sizeHint = 0) => _bytes.GetMemory(sizeHint);

    public Span<byte> GetSpan(int sizeHint = 0) => _bytes.GetSpan(sizeHint);
}

namespace NewsApi.Tests.Formats;

/// <summary>One line of the length asked for, then "end".</summary>
internal sealed class LongLine(long length) : MemoryStream
{
    private long _given;

    public override long Length => length;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = (int)Math.Min(buffer.Length, Math.Max(0, length - _given));
        if (count > 0)
        {
            buffer.Span[..count].Fill((byte)'x');
        }
        else if (_given == length)
        {
            count = 4;
            "\nend"u8.CopyTo(buffer.Span);
        }

        _given += count;
        return ValueTask.FromResult(count);
    }
}

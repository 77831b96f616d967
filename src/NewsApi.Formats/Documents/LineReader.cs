namespace NewsApi.Formats.Documents;

/// <summary>Reads lines as they arrive. A line that is longer than the limit is skipped, and is never in memory as a whole.</summary>
/// <param name="limit">The largest length of a line, in bytes.</param>
internal sealed class LineReader(Stream stream, int limit)
{
    private const int Chunk = 64 * 1024;

    private byte[] _buffer = new byte[Chunk];
    private int _start;
    private int _end;
    private int _scanned;
    private long _offset;
    private long _dropped;
    private bool _ended;

    /// <summary>The number of lines read so far.</summary>
    public long Lines { get; private set; }

    /// <returns>The next line; null at the end of the file.</returns>
    public async ValueTask<SourceLine?> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var feed = _buffer.AsSpan(_scanned, _end - _scanned).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                var line = Take(_scanned + feed);
                _scanned = ++_start;
                _offset++;
                return line;
            }

            _scanned = _end;
            if (_ended)
            {
                return _end > _start || _dropped > 0 ? Take(_end) : null;
            }

            await FillAsync(cancellationToken);
        }
    }

    private SourceLine Take(int end)
    {
        var length = _dropped + end - _start;
        var tooLong = length > limit;
        var line = new SourceLine(++Lines, _offset, length, tooLong ? default : _buffer.AsSpan(_start, end - _start).ToArray(), tooLong);
        _offset += length;
        _start = end;
        _dropped = 0;
        return line;
    }

    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_dropped > 0 || _end - _start > limit)
        {
            _dropped += _end - _start;
            _start = _end = _scanned = 0;
        }
        else if (_end == _buffer.Length)
        {
            var held = _buffer.AsSpan(_start, _end - _start);
            var target = held.Length > _buffer.Length / 2 ? new byte[Math.Min(2L * _buffer.Length, (long)limit + Chunk)] : _buffer;
            held.CopyTo(target);
            (_buffer, _start, _end, _scanned) = (target, 0, held.Length, held.Length);
        }

        var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
        _ended = read == 0;
        _end += read;
    }
}

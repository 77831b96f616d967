namespace NewsApi.Formats.Documents;

/// <summary>A line of a file without its line feed, or all lines as one.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Offset">In bytes from the start of the decompressed file.</param>
/// <param name="Length">In bytes, also of a line that was too long to keep.</param>
/// <param name="Bytes">Empty if the line was too long.</param>
internal readonly record struct SourceLine(long Number, long Offset, long Length, ReadOnlyMemory<byte> Bytes, bool TooLong);

namespace NewsApi.Formats.Documents;

/// <summary>A line of a file without its line feed, or all lines of a file joined.</summary>
/// <param name="Number">The number of the line; the first is 1.</param>
/// <param name="Offset">The offset from the start of the decompressed file, in bytes.</param>
/// <param name="Length">The length in bytes, even if the line was too long to keep.</param>
/// <param name="Bytes">The bytes of the line; empty if the line was too long.</param>
internal readonly record struct SourceLine(long Number, long Offset, long Length, ReadOnlyMemory<byte> Bytes, bool TooLong);

namespace NewsApi.Formats.Documents;

/// <summary>One line of a file without its line feed.</summary>
/// <param name="Number">Counted from 1.</param>
/// <param name="Offset">Where it starts, in bytes from the start of the (unpacked) file.</param>
/// <param name="Length">In bytes, also where the line was too long to be kept.</param>
internal readonly record struct SourceLine(long Number, long Offset, long Length, ReadOnlyMemory<byte> Bytes, bool TooLong);

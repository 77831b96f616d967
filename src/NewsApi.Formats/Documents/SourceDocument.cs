using NewsApi.Content.Importing;

namespace NewsApi.Formats.Documents;

/// <summary>
/// One document of a file, with its origin. The bytes are valid UTF-8 without a byte order mark, and without white space at either end.
/// </summary>
public sealed record SourceDocument(Origin Origin, ReadOnlyMemory<byte> Bytes) : SourceEntry(Origin);

using NewsApi.Content.Importing;

namespace NewsApi.Formats.Documents;

/// <summary>One document of a file and its origin; valid UTF-8 without a byte order mark or white space around it.</summary>
public sealed record SourceDocument(Origin Origin, ReadOnlyMemory<byte> Bytes) : SourceEntry(Origin);

using NewsApi.Content.Importing;

namespace NewsApi.Formats;

/// <summary>One document out of a file, with where it stands.</summary>
public readonly record struct SourceDocument(Origin Origin, ReadOnlyMemory<byte> Bytes);

using NewsApi.Content.Importing;

namespace NewsApi.Formats;

/// <summary>What <see cref="ItemSource"/> found: a document, or why there is none.</summary>
public abstract record SourceEntry(Origin Origin);

/// <summary>One document out of a file, with where it stands; valid UTF-8 without a byte order mark or white space around it.</summary>
public sealed record SourceDocument(Origin Origin, ReadOnlyMemory<byte> Bytes) : SourceEntry(Origin);

/// <summary>A file, or a part of one, that cannot be read, and why.</summary>
public sealed record SourceRefusal(Origin Origin, string Reason) : SourceEntry(Origin);

using NewsApi.Content.Importing;

namespace NewsApi.Formats.Documents;

/// <summary>A file, or a part of a file, that cannot be read, with the reason.</summary>
public sealed record SourceRejection(Origin Origin, string Reason) : SourceEntry(Origin);

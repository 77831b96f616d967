using NewsApi.Content.Importing;

namespace NewsApi.Formats.Documents;

/// <summary>A file, or a part of one, that cannot be read, and why.</summary>
public sealed record SourceRefusal(Origin Origin, string Reason) : SourceEntry(Origin);

using NewsApi.Content.Importing;

namespace NewsApi.Formats.Documents;

/// <summary>A part of a file: a document, or the reason why the part cannot be read.</summary>
public abstract record SourceEntry(Origin Origin);

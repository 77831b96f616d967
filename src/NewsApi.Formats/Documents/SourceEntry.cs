using NewsApi.Content.Importing;

namespace NewsApi.Formats.Documents;

/// <summary>A part of a file: a document, or the reason why there is none.</summary>
public abstract record SourceEntry(Origin Origin);

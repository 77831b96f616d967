using NewsApi.Content.Importing;
using NewsApi.Formats.Sources;

namespace NewsApi.Formats.Documents;

/// <summary>What <see cref="ItemSource"/> found: a document, or why there is none.</summary>
public abstract record SourceEntry(Origin Origin);

using NewsApi.Content.Importing;

namespace NewsApi.Formats;

/// <summary>What <see cref="ItemSource"/> found: a document, or why there is none.</summary>
public abstract record SourceEntry(Origin Origin);

namespace NewsApi.Formats.Sources;

/// <summary>A file to read, or the reason why there is none at a path.</summary>
internal readonly record struct FoundFile(string File, string? Refusal);

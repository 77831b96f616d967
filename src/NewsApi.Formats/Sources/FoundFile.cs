namespace NewsApi.Formats.Sources;

/// <summary>A file to read, or why a path leads to none.</summary>
internal readonly record struct FoundFile(string File, string? Refusal);

namespace NewsApi.Formats.Sources;

/// <summary>A file to read, or the reason why no file can be read at a path.</summary>
internal readonly record struct FoundFile(string File, string? Rejection);

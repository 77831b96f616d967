namespace NewsApi.Content.Importing;

/// <summary>
/// Where a document came from: the file as the caller named it, and its line (from 1) where the file holds one item a line.
/// </summary>
public sealed record Origin(string File, long? Line)
{
    public override string ToString() => Line is { } line ? $"{File}:{line}" : File;
}

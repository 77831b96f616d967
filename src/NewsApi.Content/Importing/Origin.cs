namespace NewsApi.Content.Importing;

/// <summary>Where a document came from: the file as the caller named it, and, if the file has one item a line, the line from 1.</summary>
public sealed record Origin(string File, long? Line)
{
    public override string ToString() => Line is { } line ? $"{File}:{line}" : File;
}

namespace NewsApi.Content.Importing;

/// <summary>
/// The place where a document came from: the file as the caller named it, and the number of the line, counted from 1. The line is null if
/// the file does not have one item a line.
/// </summary>
public sealed record Origin(string File, long? Line)
{
    public override string ToString() => Line is { } line ? $"{File}:{line}" : File;
}

namespace NewsApi.Tests.Content.Linking;

/// <summary>An entity at a range of a text, in code points.</summary>
internal sealed record Label(string Kind, string Slug, int Start, int End)
{
    public bool Overlaps(Label other) => Start < other.End && other.Start < End;
}

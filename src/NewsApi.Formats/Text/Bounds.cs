namespace NewsApi.Formats.Text;

/// <summary>
/// How long texts may be that PostgreSQL indexes, in characters: an entry of a B-tree holds 2 704 bytes, a character takes up to three.
/// </summary>
internal static class Bounds
{
    public const int Uri = 800;

    public const int Name = 500;
}

namespace NewsApi.Formats.Text;

/// <summary>
/// The longest texts that PostgreSQL indexes, in characters: an entry of a B-tree has at most 2 704 bytes, a character up to three.
/// </summary>
internal static class Bounds
{
    public const int Uri = 800;

    public const int Name = 500;
}

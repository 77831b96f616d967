namespace NewsApi.Formats.Text;

/// <summary>
/// The largest lengths of texts that PostgreSQL can index, in characters. An entry of a B-tree has at most 2 704 bytes, and a character has
/// up to three bytes.
/// </summary>
internal static class Bounds
{
    public const int Uri = 800;

    public const int Name = 500;
}

namespace NewsApi.Formats.Text;

/// <summary>
/// The largest lengths of texts that PostgreSQL can index, in UTF-16 units. An entry of a B-tree has at most 2 704 bytes, and a UTF-16 unit
/// needs at most three bytes in UTF-8.
/// </summary>
internal static class Bounds
{
    public const int Uri = 800;

    public const int Name = 500;
}

namespace NewsApi.Content.Importing;

/// <summary>The vocabulary an identifier belongs to: what stands before its last part.</summary>
internal static class Vocabulary
{
    /// <summary>
    /// Whether two identifiers say that two things are not the same. Two names out of one vocabulary do; names out of two
    /// vocabularies say nothing about each other, and neither does a missing one.
    /// </summary>
    public static bool Distinguishes(string? a, string? b) => a is not null && b is not null && a != b && Of(a).SequenceEqual(Of(b));

    private static ReadOnlySpan<char> Of(string uri) => uri.AsSpan(0, uri.AsSpan().TrimEnd('/').LastIndexOfAny(":/#=") + 1);
}

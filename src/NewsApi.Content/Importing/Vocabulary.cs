namespace NewsApi.Content.Importing;

/// <summary>The vocabulary of an identifier: everything before its last part.</summary>
internal static class Vocabulary
{
    /// <summary>
    /// Whether two identifiers prove that they identify different things: they are of one vocabulary and not equal. Identifiers of two
    /// vocabularies, or a missing identifier, prove nothing.
    /// </summary>
    public static bool Distinguishes(string? a, string? b) => a is not null && b is not null && a != b && Of(a).SequenceEqual(Of(b));

    private static ReadOnlySpan<char> Of(string uri) => uri.AsSpan(0, uri.AsSpan().TrimEnd('/').LastIndexOfAny(":/#=") + 1);
}

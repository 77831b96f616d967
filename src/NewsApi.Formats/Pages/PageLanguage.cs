namespace NewsApi.Formats.Pages;

/// <summary>Detects the language of a text by the most frequent short words of each language.</summary>
internal static class PageLanguage
{
    /// <summary>
    /// A text is in a language only if at least this share of its words are frequent short words of the language. A text in another
    /// language contains a smaller share of these words.
    /// </summary>
    private const double LeastShare = 0.12;

    private static readonly (string Tag, string Words)[] Languages =
    [
        ("en", "the of and to in that is was for on with as by he his at it from has have said are not"),
        ("de", "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden"),
        ("fr", "de la le les et des en un du une que est pour qui dans sur par plus pas au il ne se ce"),
        ("es", "de la que el en y a los se del las un por con no una su para es al lo como más"),
        ("it", "di e il la che in un a per è una sono con non del da si dei le al nel della ha"),
        ("pt", "de a o que e do da em um para com não uma os no se na por mais as dos como foi ao"),
        ("nl", "de van het een en in is dat op te zijn met voor niet aan er om ook als door naar bij"),
        ("sv", "och i att det som en på är av för med till den har de inte om ett han men var"),
        ("nb", "og i det som en på er av for med til at den har de ikke om et han var fra seg"),
        ("da", "og i det som en på er af for med til at den har de ikke om et han var fra sig"),
    ];

    /// <returns>The language; null if the text has fewer than twelve words or if no language fits clearly better than the others.</returns>
    public static string? Detect(string text)
    {
        var words = text.ToLowerInvariant().Split([' ', '\n', '\t', ',', '.', '"', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 12)
        {
            return null;
        }

        var ranked = Languages
            .Select(language => (language.Tag, Share: Share(words, language.Words)))
            .OrderByDescending(language => language.Share)
            .ToArray();
        return ranked[0].Share >= LeastShare && ranked[0].Share > ranked[1].Share * 1.05 ? ranked[0].Tag : null;
    }

    private static double Share(string[] words, string small)
    {
        var known = small.Split(' ').ToHashSet(StringComparer.Ordinal);
        return (double)words.Count(known.Contains) / words.Length;
    }
}

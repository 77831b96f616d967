namespace NewsApi.Formats.Items;

/// <summary>The roles of an item's texts. Publishers choose their names; this class knows those that agencies use.</summary>
internal static class TextRole
{
    /// <summary>The role of the source that readers see, where it is none of the publisher's list.</summary>
    public const string MainSource = "newsapi:source";

    /// <summary>
    /// Returns the rank of a text as a candidate for the summary, by the text's role. A text with a negative rank cannot be the summary.
    /// Among the other texts, the text with the lowest rank becomes the summary.
    /// </summary>
    /// <param name="role">The role in lower case; null if there is none.</param>
    public static int SummaryRank(string? role) => role switch
    {
        "creditline" or "credit" or "writer" or "byline" or "keywords" or "alt" or "alttext" => -1,
        "summary" or "abstract" or "lead" or "preamble" or "main" => 0,
        null or "text" => 2,
        "caption" => 5,
        var other when IsSeo(other) => 6,
        _ => 4,
    };

    /// <summary>Returns true for the role of a text for search engines.</summary>
    public static bool IsSeo(string? role) =>
        role?.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal)
            is "seo" or "seotitle" or "seoheadline" or "seodescription" or "meta" or "metatitle" or "metadescription";
}

namespace NewsApi.Content.Articles;

/// <summary>
/// Combines two mentions of one entity in one article. <c>About</c> is the strongest relation, and <c>located</c> is stronger than
/// <c>mentions</c>.
/// </summary>
public static class MentionStrength
{
    private static readonly MentionRelation[] StrongestFirst = [MentionRelation.About, MentionRelation.Located, MentionRelation.Mentions];

    /// <summary>Returns the stronger relation.</summary>
    public static MentionRelation Stronger(MentionRelation a, MentionRelation b) => Array.Find(StrongestFirst, r => r == a || r == b);

    /// <summary>
    /// Returns SQL that computes the number of the stronger of two relations. Each argument is SQL that computes the number of a relation.
    /// </summary>
    public static string StrongerSql(string a, string b) =>
        $"case {string.Concat(StrongestFirst.Select(r => $"when {(int)r} in ({a}, {b}) then {(int)r} "))}end";

    /// <summary>Returns the higher relevance; null counts as the lowest.</summary>
    public static int? Higher(int? a, int? b) => a > b || b is null ? a : b;
}

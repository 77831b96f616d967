namespace NewsApi.Content.Articles;

/// <summary>Chooses the stronger of two mentions of one entity in one article: about before located, located before mentioned.</summary>
public static class MentionStrength
{
    private static readonly MentionRelation[] StrongestFirst = [MentionRelation.About, MentionRelation.Located, MentionRelation.Mentions];

    /// <summary>The stronger relation.</summary>
    public static MentionRelation Stronger(MentionRelation a, MentionRelation b) => Array.Find(StrongestFirst, r => r == a || r == b);

    /// <summary>SQL of the stronger relation, from the SQL of the numbers of two relations.</summary>
    public static string StrongerSql(string a, string b) =>
        $"case {string.Concat(StrongestFirst.Select(r => $"when {(int)r} in ({a}, {b}) then {(int)r} "))}end";

    /// <summary>The higher relevance; null counts as the lowest.</summary>
    public static int? Higher(int? a, int? b) => a > b || b is null ? a : b;
}

using System.Globalization;
using NewsApi.Content.Entities;

namespace NewsApi.Content.Reading;

/// <summary>Some of the kinds of entities, and the field of an article that has the ids of its entities of these kinds.</summary>
internal sealed class MentionedKinds
{
    private static readonly EntityKind[] Kinds = Enum.GetValues<EntityKind>();

    private MentionedKinds(int[] kinds)
    {
        var list = string.Join(", ", kinds.Select(k => k.ToString(CultureInfo.InvariantCulture)));
        FieldName = $"Mentioned ids {list}";
        Sql = $"array(select entity_id from mention where article_id = {{0}}.id and kind in ({list}) order by ordinal)";
    }

    /// <summary>All sets of kinds that have a kind.</summary>
    public static MentionedKinds[] All { get; } = [.. Enumerable.Range(1, (1 << Kinds.Length) - 1).Select(set =>
        new MentionedKinds([.. Kinds.Where((_, i) => (set & (1 << i)) != 0).Select(k => (int)k)]))];

    /// <summary>The name of the field.</summary>
    public string FieldName { get; }

    /// <summary>The SQL of the ids in the order of the mentions, with <c>{0}</c> for the alias of the article.</summary>
    public string Sql { get; }

    /// <summary>Returns the field of an article for kinds.</summary>
    public static Field FieldOf(IEnumerable<EntityKind> kinds)
    {
        var set = kinds.Aggregate(0, (set, kind) => set | (1 << Array.IndexOf(Kinds, kind)));
        return ContentTable.Article[All[set - 1].FieldName];
    }
}

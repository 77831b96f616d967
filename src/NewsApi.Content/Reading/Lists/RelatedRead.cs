using NewsApi.Content.Entities;

namespace NewsApi.Content.Reading.Lists;

/// <summary>A read of the related rows of every row of a selection. One statement reads the related rows for all these rows.</summary>
/// <param name="Key">The key under which each row keeps its related rows.</param>
/// <param name="Selections">The selections of the related rows: one for each table that the relation leads to.</param>
/// <param name="List">The page to read, if the relation leads to a connection.</param>
public sealed record RelatedRead(string Key, Relation Relation, IReadOnlyList<Selection> Selections, ListQuery? List = null)
{
    /// <summary>The kinds of entities to read, if the relation leads to several kinds; null for all kinds.</summary>
    public IReadOnlyList<EntityKind>? Kinds { get; init; }

    /// <summary>The largest number of related rows for each row. Only <see cref="RelationKind.Similar"/> uses it.</summary>
    public int Size { get; init; }

    /// <summary>The selection of the related rows, if the relation leads to one table.</summary>
    public Selection Selection => Selections.Single();
}

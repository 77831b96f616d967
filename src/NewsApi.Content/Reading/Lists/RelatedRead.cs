using NewsApi.Content.Entities;

namespace NewsApi.Content.Reading.Lists;

/// <summary>Related rows to read for every row of a selection, in one statement for all rows.</summary>
/// <param name="Key">The key under which each row keeps the result.</param>
/// <param name="Selections">
/// The fields and related rows to read of the related rows; one selection for each table that the relation leads to.
/// </param>
/// <param name="List">The page to read, if the relation leads to a connection.</param>
public sealed record RelatedRead(string Key, Relation Relation, IReadOnlyList<Selection> Selections, ListQuery? List = null)
{
    /// <summary>The kinds of entities to read, if the relation leads to several; null for all.</summary>
    public IReadOnlyList<EntityKind>? Kinds { get; init; }

    /// <summary>The largest number of rows for each parent, if the relation leads to the best of many.</summary>
    public int Size { get; init; }

    /// <summary>The selection, if the relation leads to one table.</summary>
    public Selection Selection => Selections.Single();
}

using NewsApi.Content.Reading.Lists;

namespace NewsApi.Content.Reading.Lists;

/// <summary>Something to be read along with every row of a selection, in one statement for all rows.</summary>
/// <param name="Key">Under which name the rows keep it.</param>
/// <param name="Selections">What is wanted of what is found there; one selection per kind where it may be of several.</param>
/// <param name="List">The page wanted, where the relation leads to a connection.</param>
public sealed record RelatedRead(string Key, Relation Relation, IReadOnlyList<Selection> Selections, ListQuery? List = null)
{
    /// <summary>Of which kinds, where the relation leads to several; null for all.</summary>
    public IReadOnlyList<Entities.EntityKind>? Kinds { get; init; }

    /// <summary>The only selection, where the relation leads to one kind of thing.</summary>
    public Selection Selection => Selections.Single();
}

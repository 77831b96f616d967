using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Lists;

/// <summary>A page of a list of articles, the number of its articles, or its facets.</summary>
/// <param name="Where">The condition of the list. It may have ids instead of conditions on people, places and topics.</param>
/// <param name="OriginalWhere">The condition before these ids were looked up.</param>
/// <param name="Window">The range of the page; null if only the number of articles or the facets were read.</param>
internal sealed record ListRead(Condition Where, Condition OriginalWhere, ListWindow? Window) : ReadPart
{
    /// <summary>The id of the person, place or topic that all articles of the list mention; null for another list.</summary>
    public long? Entity { get; init; }

    /// <summary>True if an article may also mention a place or topic below the entity instead.</summary>
    public bool IncludesBelow { get; init; }

    /// <summary>The facets that were read; empty for a page or a number.</summary>
    public IReadOnlyList<FacetRead> Facets { get; init; } = [];
}

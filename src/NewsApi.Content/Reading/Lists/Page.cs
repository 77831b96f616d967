using NewsApi.Content.Wire;

namespace NewsApi.Content.Reading.Lists;

/// <summary>A page of a list.</summary>
/// <param name="Rows">The rows in the order of the list.</param>
/// <param name="Cursors">The cursor of each row, in the same order.</param>
/// <param name="TotalCount">The number of rows in the whole list; null if <see cref="ListParts.TotalCount"/> was not requested.</param>
/// <param name="Wire">The head of the change log in the snapshot of the page.</param>
public sealed record Page(
    IReadOnlyList<Row> Rows, IReadOnlyList<string> Cursors, bool HasNext, bool HasPrevious, long? TotalCount, WireCursor Wire)
{
    internal Dictionary<string, List<FacetCount>>? Facets { get; init; }

    /// <summary>The search of the list with unknown words replaced by known ones; null if there is none, or if it was not read.</summary>
    public string? SearchSuggestion { get; init; }

    /// <summary>Returns the counts that were read under a key (<see cref="FacetRead.Key"/>).</summary>
    public IReadOnlyList<FacetCount> GetFacet(string key) => Facets?.GetValueOrDefault(key) ?? [];

    /// <summary>Returns all rows of the page with their selections: its own rows, and the people, places and topics of facets.</summary>
    internal IReadOnlyList<(Selection Selection, IReadOnlyList<Row> Rows)> GetRows(ListQuery list) => list.Facets.Count == 0
        ? [(list.Selection, Rows)]
        :
    [
        (list.Selection, Rows),
        .. list.Facets.OfType<FacetRead.OfEntities>()
            .Select(f => (f.Selection, (IReadOnlyList<Row>)[.. GetFacet(f.Key).Select(c => (Row)c.Value)])),
    ];
}

using System.Collections.Concurrent;
using NewsApi.Content.Reading;

namespace NewsApi.GraphQL.Loading;

/// <summary>
/// Caches the selection below a root field, by visibility. A root field has a cache only if no argument below the field uses a variable.
/// The selection is then the same for all requests in which <c>@skip</c> and <c>@include</c> leave out the same nodes of the document.
/// </summary>
internal sealed class SelectionCache
{
    private readonly ConcurrentDictionary<Visibility, (object Selection, long Items)> _selections = [];

    /// <summary>
    /// Returns the selection, and the largest number of items that all its lists may return for each parent of the root field. Returns null
    /// if nothing is stored.
    /// </summary>
    public (object Selection, long Items)? Find(Visibility visibility) => _selections.TryGetValue(visibility, out var found) ? found : null;

    public void Store(Visibility visibility, object selection, long items) => _selections[visibility] = (selection, items);
}

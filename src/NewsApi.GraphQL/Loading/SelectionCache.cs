using System.Collections.Concurrent;
using NewsApi.Content.Reading;

namespace NewsApi.GraphQL.Loading;

/// <summary>
/// Caches the selection below a root field, by visibility. The selection is the same for every request with the document, unless an
/// argument below the root uses a variable; then the field has no cache.
/// </summary>
internal sealed class SelectionCache
{
    private readonly ConcurrentDictionary<Visibility, (object Selection, long Items)> _selections = [];

    /// <summary>Returns the selection, and the number of items its lists may return for each parent; null if none is stored.</summary>
    public (object Selection, long Items)? Find(Visibility visibility) => _selections.TryGetValue(visibility, out var found) ? found : null;

    public void Store(Visibility visibility, object selection, long items) => _selections[visibility] = (selection, items);
}

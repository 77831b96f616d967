using System.Collections.Concurrent;
using NewsApi.Content.Reading;

namespace NewsApi.GraphQL.Loading;

/// <summary>
/// Caches the selection below a root field, by visibility. The selection is the same for every request with the document. If an argument
/// below the root field uses a variable, the selection may differ, and the field has no cache.
/// </summary>
internal sealed class SelectionCache
{
    private readonly ConcurrentDictionary<Visibility, (object Selection, long Items)> _selections = [];

    /// <summary>
    /// Returns the selection, and how many items its lists may return for each parent. Returns null if nothing is stored.
    /// </summary>
    public (object Selection, long Items)? Find(Visibility visibility) => _selections.TryGetValue(visibility, out var found) ? found : null;

    public void Store(Visibility visibility, object selection, long items) => _selections[visibility] = (selection, items);
}

using System.Collections.Concurrent;
using NewsApi.Content.Reading;

namespace NewsApi.GraphQL.Loading;

/// <summary>
/// The selection below a root field, by visibility. It is the same for every request with the document, unless a variable stands below
/// the root; then there is no cache.
/// </summary>
internal sealed class SelectionCache
{
    private readonly ConcurrentDictionary<Visibility, (object Selection, long Items)> _selections = [];

    /// <summary>The selection, and the number of items its lists may return for each parent; null where none is stored.</summary>
    public (object Selection, long Items)? Find(Visibility visibility) => _selections.TryGetValue(visibility, out var found) ? found : null;

    public void Store(Visibility visibility, object selection, long items) => _selections[visibility] = (selection, items);
}

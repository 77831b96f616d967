using System.Collections.Concurrent;
using NewsApi.Content.Reading;

namespace NewsApi.GraphQL.Loading;

/// <summary>
/// What is wanted below a field at the root: the same for all who send the document and see as much, unless a variable has a say in it.
/// </summary>
internal sealed class SelectionCache
{
    private readonly ConcurrentDictionary<Visibility, (object Wanted, long Items)> _kept = [];

    /// <summary>What is kept, and how many items the lists in it have for each thing that it is read of.</summary>
    public (object Wanted, long Items)? this[Visibility visibility] => _kept.TryGetValue(visibility, out var kept) ? kept : null;

    public void Keep(Visibility visibility, object wanted, long items) => _kept[visibility] = (wanted, items);
}

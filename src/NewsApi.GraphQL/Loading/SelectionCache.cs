using System.Collections.Concurrent;
using NewsApi.Content.Reading;

namespace NewsApi.GraphQL.Loading;

/// <summary>
/// Caches the selection below one root field. The cache has at most one selection for each value of <see cref="Visibility"/>, which is the
/// content that the caller may see. An operation has caches only if no argument below its root fields uses a variable. A cache serves only
/// requests in which <c>@skip</c> and <c>@include</c> leave out the same nodes of the document. For all these requests the selection is the
/// same, if the callers may see the same content.
/// </summary>
internal sealed class SelectionCache
{
    private readonly ConcurrentDictionary<Visibility, object> _selections = [];

    /// <summary>Returns the cached selection for callers with this visibility; null if there is none.</summary>
    public object? Find(Visibility visibility) => _selections.GetValueOrDefault(visibility);

    public void Store(Visibility visibility, object selection) => _selections[visibility] = selection;
}

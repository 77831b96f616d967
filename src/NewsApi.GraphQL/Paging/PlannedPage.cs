using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Paging;

/// <summary>The plan of a read of one page of a list.</summary>
internal sealed class PlannedPage(ListQuery list) : IPlannedRead
{
    public int ReadCount => 1;

    public async Task<object?> ReadAsync(NewsSnapshot snapshot, CancellationToken cancellationToken) =>
        await snapshot.ReadPageAsync(list, cancellationToken);
}

using NewsApi.Content.Reading.Snapshot;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Types;

/// <summary>A planned read of the position of the change log and of the clock; its value is the snapshot, which has both.</summary>
internal sealed class PlannedWire : IPlannedRead
{
    public int ReadCount => 1;

    public async Task<object?> ReadAsync(NewsSnapshot snapshot, CancellationToken cancellationToken)
    {
        await snapshot.ReadCursorAsync(cancellationToken);
        return snapshot;
    }
}

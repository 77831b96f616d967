using NewsApi.Content.Reading.Snapshot;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Types;

/// <summary>The plan of a read of the log's position and of PostgreSQL's clock. Its value is the snapshot, which has both.</summary>
internal sealed class PlannedWire : IPlannedRead
{
    public int ReadCount => 1;

    public async Task<object?> ReadAsync(NewsSnapshot snapshot, CancellationToken cancellationToken)
    {
        await snapshot.ReadCursorAsync(cancellationToken);
        return snapshot;
    }
}

using NewsApi.Content.Reading.Snapshot;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Types;

/// <summary>
/// The plan of the field <c>wire</c>: it reads the latest position of the log and the time of PostgreSQL's clock. The value of the field is
/// the snapshot, which contains the position and the time.
/// </summary>
internal sealed class PlannedWire : IPlannedRead
{
    public int ReadCount => 1;

    public async Task<object?> ReadAsync(NewsSnapshot snapshot, CancellationToken cancellationToken)
    {
        await snapshot.ReadCursorAsync(cancellationToken);
        snapshot.Reads.AddMoment();
        return snapshot;
    }
}

using NewsApi.Content.Reading.Snapshot;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Answers;

/// <summary>Stands for a field that could not be planned: it fails when it is its turn to read, so that it nulls no other field.</summary>
internal sealed class PlannedFailure(Exception reason) : IPlannedRead
{
    public int ReadCount => 0;

    public Task<object?> ReadAsync(NewsSnapshot snapshot, CancellationToken cancellationToken) => Task.FromException<object?>(reason);
}

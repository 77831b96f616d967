using NewsApi.Content.Reading.Snapshot;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Answers;

/// <summary>
/// The plan of a field whose planning failed with an exception. The read of the field throws this exception, so that only this field is
/// null.
/// </summary>
internal sealed class PlannedFailure(Exception reason) : IPlannedRead
{
    public int ReadCount => 0;

    public Task<object?> ReadAsync(NewsSnapshot snapshot, CancellationToken cancellationToken) => Task.FromException<object?>(reason);
}

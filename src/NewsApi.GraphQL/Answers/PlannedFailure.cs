using NewsApi.Content.Reading.Snapshot;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Answers;

/// <summary>The plan of a field whose planning failed. Its read throws the exception, so that only this field is null.</summary>
internal sealed class PlannedFailure(Exception reason) : IPlannedRead
{
    public int ReadCount => 0;

    public Task<object?> ReadAsync(NewsSnapshot snapshot, CancellationToken cancellationToken) => Task.FromException<object?>(reason);
}

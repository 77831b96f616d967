using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Types;

/// <summary>The plan of a read of one row by the value of a unique field.</summary>
internal sealed class PlannedRow(Selection selection, Field unique, object value) : IPlannedRead
{
    public int ReadCount => 1;

    public async Task<object?> ReadAsync(NewsSnapshot snapshot, CancellationToken cancellationToken) =>
        await snapshot.ReadOneAsync(selection, unique, value, cancellationToken);
}

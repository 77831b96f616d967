using NewsApi.Content.Reading.Snapshot;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Types;

/// <summary>A planned read of the sections.</summary>
internal sealed class PlannedSections(bool counts) : IPlannedRead
{
    public int ReadCount => 1;

    public async Task<object?> ReadAsync(NewsSnapshot snapshot, CancellationToken cancellationToken) =>
        await snapshot.ReadSectionsAsync(counts, cancellationToken);
}

using NewsApi.Content.Reading.Snapshot;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Types;

/// <summary>The plan of a read of the sections.</summary>
/// <param name="counts">True to count the articles of each section.</param>
internal sealed class PlannedSections(bool counts) : IPlannedRead
{
    public int ReadCount => 1;

    public async Task<object?> ReadAsync(NewsSnapshot snapshot, CancellationToken cancellationToken) =>
        await snapshot.ReadSectionsAsync(counts, cancellationToken);
}

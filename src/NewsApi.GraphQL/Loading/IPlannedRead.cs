using NewsApi.Content.Reading.Snapshot;

namespace NewsApi.GraphQL.Loading;

/// <summary>The plan of one root field. All root fields of an operation are planned before the first of them reads.</summary>
internal interface IPlannedRead
{
    /// <summary>
    /// The number of reads from the snapshot. A snapshot for a single read takes one round trip and rejects a second read. If the number is
    /// too low, the operation fails. If it is too high, the operation takes an additional round trip.
    /// </summary>
    int ReadCount { get; }

    /// <summary>Reads the value of the field, which becomes the parent of the fields below. Returns null if the field is null.</summary>
    Task<object?> ReadAsync(NewsSnapshot snapshot, CancellationToken cancellationToken);
}

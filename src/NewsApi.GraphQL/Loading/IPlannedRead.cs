using NewsApi.Content.Reading.Snapshot;

namespace NewsApi.GraphQL.Loading;

/// <summary>What one root field will read. Every root field of an operation is planned before the first of them reads.</summary>
internal interface IPlannedRead
{
    /// <summary>
    /// The number of reads from the snapshot. A snapshot that serves a single read needs one round trip and refuses a second read, so
    /// this must not be too low; too high only costs a round trip.
    /// </summary>
    int ReadCount { get; }

    /// <summary>Reads, and returns the value that the fields below take theirs from; null where the field is null.</summary>
    Task<object?> ReadAsync(NewsSnapshot snapshot, CancellationToken cancellationToken);
}

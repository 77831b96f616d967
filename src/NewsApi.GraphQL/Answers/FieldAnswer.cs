using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Reading.Statements;
using NewsApi.Content.Wire;
using NewsApi.Transport.Operations;

namespace NewsApi.GraphQL.Answers;

/// <summary>The answer to a query or a mutation, with the snapshot from which it was read.</summary>
/// <param name="Body">The answer as JSON.</param>
/// <param name="Cursor">The log position of the snapshot; <c>default</c> if nothing was read.</param>
internal readonly record struct FieldAnswer(ReadOnlyMemory<byte> Body, Outcome Outcome, WireCursor Cursor)
{
    /// <summary>PostgreSQL's clock in the snapshot, in UTC. Set for queries.</summary>
    public DateTime Time { get; private init; }

    /// <summary>What the answer to a query was read from; null for a mutation, and if nothing was read.</summary>
    public ReadSet? Reads { get; private init; }

    /// <param name="snapshot">The snapshot of a query; null for a mutation.</param>
    public static FieldAnswer Create(ReadOnlyMemory<byte> body, WireCursor cursor, NewsSnapshot? snapshot) =>
        new(body, Outcome.Data, cursor)
        {
            Time = snapshot?.Time ?? default,
            Reads = snapshot?.Reads,
        };
}

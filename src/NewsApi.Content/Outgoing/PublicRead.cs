using NewsApi.Content.Reading.Statements;
using NewsApi.Content.Wire;

namespace NewsApi.Content.Outgoing;

/// <summary>Public content of one snapshot.</summary>
/// <param name="Value">The content; null if there is none, or if it is not public.</param>
/// <param name="Cursor">The position of the log in the snapshot.</param>
/// <param name="Time">PostgreSQL's clock in the snapshot, in UTC.</param>
/// <param name="Reads">What the content was read from, for the cache.</param>
public sealed record PublicRead<T>(T? Value, WireCursor Cursor, DateTime Time, ReadSet Reads)
    where T : class;

namespace NewsApi.Transport.Operations;

/// <summary>
/// One event of a stream. An event with an empty body only moves the client's cursor.
/// </summary>
/// <param name="Cursor">
/// The cursor from which a client resumes after this event, one line of text; null leaves the client's cursor unchanged.
/// </param>
/// <param name="Body">UTF-8 JSON of one GraphQL result. The transport does not write to it, so streams may share the bytes.</param>
/// <param name="AtHead">For an event without a body: true where the client has every event up to now.</param>
public readonly record struct StreamEvent(string? Cursor, ReadOnlyMemory<byte> Body, bool AtHead = false);

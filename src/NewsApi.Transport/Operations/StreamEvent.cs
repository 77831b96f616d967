namespace NewsApi.Transport.Operations;

/// <summary>
/// One event of a stream. An event with an empty body only moves the client's cursor.
/// </summary>
/// <param name="Cursor">
/// The cursor from which a client resumes after this event: one line of text. Null if the client keeps its earlier cursor.
/// </param>
/// <param name="Body">UTF-8 JSON of one GraphQL result. The transport does not write to it, so streams may share the bytes.</param>
/// <param name="AtHead">
/// Used only if the event has no body. True if the client is up to date: at this moment the log has no later event for this client.
/// </param>
public readonly record struct StreamEvent(string? Cursor, ReadOnlyMemory<byte> Body, bool AtHead = false);

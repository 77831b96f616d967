namespace NewsApi.Transport.Operations;

/// <summary>
/// One event of a stream. With an empty body it carries progress only: the client's cursor moves and nothing is shown to it.
/// </summary>
/// <param name="Cursor">From where a client resumes after this event; one line of text. Null leaves the client's cursor as it is.</param>
/// <param name="Body">UTF-8 JSON of one GraphQL result; the transport only reads it, so that many streams may share the bytes.</param>
public readonly record struct StreamEvent(string? Cursor, ReadOnlyMemory<byte> Body);

namespace NewsApi.Content.Wire;

/// <summary>The last of the changes that a transaction appended to the log.</summary>
/// <param name="Time">
/// The time of the change in the log, to the microsecond. Together with the cursor it identifies the change, even if another transaction
/// takes the position after a rollback.
/// </param>
internal sealed record AppendedChange(WireCursor Cursor, DateTimeOffset Time);

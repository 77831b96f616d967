using Npgsql;

namespace NewsApi.Content.Database;

/// <summary>
/// A standby ends a query that still needs rows which the primary has removed, because it must apply that change. The query succeeds in
/// another attempt, with a new snapshot. PostgreSQL's manual, "Handling Query Conflicts".
/// </summary>
public static class StandbyConflict
{
    /// <summary>The most attempts of a read. Each conflict needs a removal of rows on the primary meanwhile.</summary>
    public const int MostAttempts = 5;

    /// <summary>
    /// True if a read failed for this reason. A read has this error only on a standby, because its snapshot writes nothing and is not
    /// serializable.
    /// </summary>
    public static bool Explains(Exception exception) => exception is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure }
        || (exception is NpgsqlException and not PostgresException && exception.InnerException is { } inner && Explains(inner));
}

using Npgsql;

namespace NewsApi.Content.Importing;

/// <summary>Whose fault it is that PostgreSQL refused a batch: an item's, another writer's for a moment, or nobody's here.</summary>
internal static class BatchFailure
{
    /// <summary>Another writer was in the way: a deadlock, a lock that did not come, a key that it took or removed meanwhile.</summary>
    public static bool MayPass(PostgresException refusal) => refusal.SqlState is PostgresErrorCodes.DeadlockDetected
        or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.LockNotAvailable
        or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.ForeignKeyViolation;

    /// <summary>A value cannot be stored: it breaks a constraint, has no form in the database, or is too large.</summary>
    public static bool IsAnItems(PostgresException refusal) => refusal.SqlState[..2] is "22" or "23" or "54";

    /// <summary>The refusal as a sentence; the names of our constraints are written to be read.</summary>
    public static string Reason(PostgresException refusal) => refusal.ConstraintName is { Length: > 0 } constraint
        ? $"The database holds that {constraint.Replace('_', ' ')}, and it does not ({refusal.MessageText})."
        : $"The database refuses it: {refusal.MessageText}.";
}

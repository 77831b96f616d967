using Npgsql;

namespace NewsApi.Content.Importing;

/// <summary>Whether it is an item's fault that PostgreSQL refused a batch.</summary>
internal static class BatchFailure
{
    /// <summary>A value cannot be stored: it breaks a constraint, has no form in the database, or is too large.</summary>
    public static bool IsAnItems(PostgresException refusal) => refusal.SqlState[..2] is "22" or "23" or "54";

    /// <summary>The refusal as a sentence; the names of our constraints are written to be read.</summary>
    public static string Reason(PostgresException refusal) => refusal.ConstraintName is { Length: > 0 } constraint
        ? $"The database holds that {constraint.Replace('_', ' ')}, and it does not ({refusal.MessageText})."
        : $"The database refuses it: {refusal.MessageText}.";
}

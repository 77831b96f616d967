using Npgsql;

namespace NewsApi.Content.Importing;

/// <summary>Whether PostgreSQL refused a batch because of one of its items, and why.</summary>
internal static class BatchFailure
{
    /// <summary>True where a value cannot be stored: it breaks a constraint, has no form in the database, or is too large.</summary>
    public static bool IsItemsFault(PostgresException refusal) => refusal.SqlState[..2] is "22" or "23" or "54";

    /// <summary>The refusal as a sentence. The names of our constraints are words, so they are shown.</summary>
    public static string Reason(PostgresException refusal) => refusal.ConstraintName is { Length: > 0 } constraint
        ? $"It breaks the database's rule \"{constraint.Replace('_', ' ')}\" ({refusal.MessageText})."
        : $"The database refuses it: {refusal.MessageText}.";
}

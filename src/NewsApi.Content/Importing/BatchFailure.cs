using Npgsql;

namespace NewsApi.Content.Importing;

/// <summary>Decides whether PostgreSQL rejected a batch because of one of its items, and states the reason.</summary>
internal static class BatchFailure
{
    /// <summary>True if a value of an item cannot be stored: it breaks a constraint, has no form in PostgreSQL, or is too large.</summary>
    public static bool IsItemsFault(PostgresException rejection) => rejection.SqlState[..2] is "22" or "23" or "54";

    /// <summary>Returns the reason as a sentence. The names of our constraints are words, so the sentence includes them.</summary>
    public static string Reason(PostgresException rejection) => rejection.ConstraintName is { Length: > 0 } constraint
        ? $"It breaks the database's rule \"{constraint.Replace('_', ' ')}\" ({rejection.MessageText})."
        : $"The database rejects it: {rejection.MessageText}.";
}

namespace NewsApi.Content.Publishing;

/// <summary>
/// Thrown if the connection to PostgreSQL was lost during a commit, and PostgreSQL could not be asked for the outcome. The change may be
/// committed or rolled back.
/// </summary>
public sealed class CommitOutcomeUnknownException(Exception inner) : Exception(
    "The connection to the database was lost during the commit, so it is unknown whether the change was saved. Read it before you send "
    + "the change again.",
    inner);

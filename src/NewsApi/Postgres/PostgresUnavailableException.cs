namespace NewsApi.Postgres;

/// <summary>
/// Thrown if no database is available, for a reason outside the program. The message is shown to the user and says what to do.
/// </summary>
public sealed class PostgresUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

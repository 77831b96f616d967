namespace NewsApi.Postgres;

/// <summary>
/// Thrown if no database is available, for a reason outside the program. The user sees the message, which has the reason and a remedy.
/// </summary>
public sealed class PostgresUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

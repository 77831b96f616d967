namespace NewsApi.Postgres;

/// <summary>No database is available, for a reason outside the program. The message says what to do and is complete for the user.</summary>
public sealed class PostgresUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

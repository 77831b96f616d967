namespace NewsApi.Postgres;

/// <summary>No database is available, for a reason outside the program. The message is written for the user and names a remedy.</summary>
public sealed class PostgresUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

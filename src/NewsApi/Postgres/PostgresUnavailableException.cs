namespace NewsApi.Postgres;

/// <summary>No database can be had, for a reason outside this program; the message says what to do and is all that a person needs.</summary>
public sealed class PostgresUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

namespace NewsApi.Content.Database;

/// <summary>
/// Thrown if the program cannot use a database as it is: the server is too old or read-only, or the database does not store UTF-8, or the
/// role may not create the tables. The operator sees the message, which has the reason and a remedy.
/// </summary>
public sealed class UnsuitableDatabaseException(string message, Exception? inner = null) : Exception(message, inner);

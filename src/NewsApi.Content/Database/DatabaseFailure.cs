using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;

namespace NewsApi.Content.Database;

/// <summary>A failure of PostgreSQL whose cause is outside the program, so that it is not a bug.</summary>
/// <param name="Reason">The message of PostgreSQL or of the network, without a period at the end. Only operators may read it.</param>
public sealed record DatabaseFailure(DatabaseFailureKind Kind, string Reason)
{
    /// <summary>True if the same operation can succeed some seconds later without the help of an operator.</summary>
    public bool MayPass =>
        Kind is not (DatabaseFailureKind.Full or DatabaseFailureKind.Damaged or DatabaseFailureKind.Rejected);

    /// <summary>The message for clients. It has no detail of the database.</summary>
    public string ClientMessage => Kind switch
    {
        DatabaseFailureKind.Unreachable => "The database cannot be reached at the moment. Try again in a few seconds.",
        DatabaseFailureKind.Overloaded => "The database accepts no more work at the moment. Try again in a few seconds.",
        DatabaseFailureKind.TimedOut => "The database did not answer in time. Try again in a few seconds, or request less.",
        DatabaseFailureKind.Locked => "Another change blocked this operation, and nothing was written. Try again.",
        DatabaseFailureKind.Conflict => "The database ended this operation for other changes, and nothing was written. Try again.",
        DatabaseFailureKind.ReadOnly => "The database accepts no changes at the moment. Try again in a few seconds.",
        DatabaseFailureKind.Full => "The database is full, so nothing was written. An operator must free space.",
        DatabaseFailureKind.Damaged => "The database cannot use its files. An operator must repair it.",
        _ => "The database rejects this service. An operator must correct the configuration.",
    };

    /// <summary>The failure in words for operators, without a period at the end.</summary>
    public string Description => $"{Subject}: {Reason}";

    /// <summary>The remedy in one sentence, for operators.</summary>
    public string Remedy => Kind switch
    {
        DatabaseFailureKind.Unreachable => "Start that server, or correct its address.",
        DatabaseFailureKind.Overloaded => "Allow more connections on the server or for the role, or set a smaller Maximum Pool Size.",
        DatabaseFailureKind.TimedOut => "Find what keeps the server busy, or raise its time limits (statement_timeout).",
        DatabaseFailureKind.Locked => "End the transaction that holds the lock (pg_stat_activity shows it).",
        DatabaseFailureKind.Conflict => "Set hot_standby_feedback = on on the standby, or raise its max_standby_streaming_delay.",
        DatabaseFailureKind.ReadOnly => "Connect to the primary: Target Session Attributes=primary with all hosts.",
        DatabaseFailureKind.Full => "Free space on the disk of the server.",
        DatabaseFailureKind.Damaged => "Check the disk and the log of the server.",
        _ => "Correct the user, the password, the database or the permissions.",
    };

    private string Subject => Kind switch
    {
        DatabaseFailureKind.Unreachable => "The database cannot be reached",
        DatabaseFailureKind.Overloaded => "The database accepts no more work",
        DatabaseFailureKind.TimedOut => "The database did not answer in time",
        DatabaseFailureKind.Locked => "Another transaction holds a lock",
        DatabaseFailureKind.Conflict => "The standby ends queries that delay the changes of the primary",
        DatabaseFailureKind.ReadOnly => "The database is read-only",
        DatabaseFailureKind.Full => "The disk of the database is full",
        DatabaseFailureKind.Damaged => "The database cannot use its files",
        _ => "The database rejects the service",
    };

    /// <summary>Returns the failure that an exception stands for; null if the exception is a bug, or a cancellation.</summary>
    public static DatabaseFailure? Find(Exception exception)
    {
        // EF wraps the exceptions of Npgsql, and Npgsql wraps those of the network.
        for (var at = exception; at is not (null or OperationCanceledException); at = at.InnerException)
        {
            switch (at)
            {
                case PostgresException rejection:
                    return KindOf(rejection) is { } kind ? new DatabaseFailure(kind, rejection.MessageText.TrimEnd('.')) : null;
                case NpgsqlException failure:
                    return KindOf(failure) is { } found ? new DatabaseFailure(found, ReasonOf(failure)) : null;
                case TimeoutException:
                    return new DatabaseFailure(DatabaseFailureKind.TimedOut, at.Message.TrimEnd('.'));
                case SocketException:
                    return new DatabaseFailure(DatabaseFailureKind.Unreachable, at.Message.TrimEnd('.'));
            }
        }

        return null;
    }

    /// <summary>True if PgBouncer has no session for the client. Its errors share one code, so the text decides.</summary>
    internal static bool IsFullPooler(PostgresException rejection) => rejection.SqlState == PostgresErrorCodes.ProtocolViolation
        && (rejection.MessageText.Contains("query_wait_timeout", StringComparison.Ordinal)
            || rejection.MessageText.Contains("no more connections allowed", StringComparison.Ordinal));

    // The codes are in PostgreSQL's manual, appendix A.
    private static DatabaseFailureKind? KindOf(PostgresException rejection) => rejection.SqlState switch
    {
        _ when IsFullPooler(rejection) => DatabaseFailureKind.Overloaded,
        PostgresErrorCodes.DiskFull => DatabaseFailureKind.Full,
        PostgresErrorCodes.QueryCanceled or "25P03" or "25P04" => DatabaseFailureKind.TimedOut,
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected => DatabaseFailureKind.Locked,
        PostgresErrorCodes.SerializationFailure => DatabaseFailureKind.Conflict,
        PostgresErrorCodes.ReadOnlySqlTransaction => DatabaseFailureKind.ReadOnly,
        PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege => DatabaseFailureKind.Rejected,
        ['2', '8', ..] => DatabaseFailureKind.Rejected,
        ['5', '3', ..] => DatabaseFailureKind.Overloaded,
        ['5', '8', ..] or ['X', 'X', '0', '0', '1' or '2'] => DatabaseFailureKind.Damaged,
        ['5', '7', 'P', ..] or ['0', '8', ..] => DatabaseFailureKind.Unreachable,
        _ => null,
    };

    private static DatabaseFailureKind? KindOf(NpgsqlException failure) => failure switch
    {
        NpgsqlOperationInProgressException => null,
        { InnerException: AuthenticationException } => DatabaseFailureKind.Rejected,
        { InnerException: PostgresException rejection } => KindOf(rejection),
        { InnerException: TimeoutException } when failure.Message.Contains("pool", StringComparison.Ordinal) =>
            DatabaseFailureKind.Overloaded,
        { InnerException: TimeoutException } => DatabaseFailureKind.TimedOut,
        { InnerException: IOException or SocketException or AggregateException } or { IsTransient: true } =>
            DatabaseFailureKind.Unreachable,
        { InnerException: null } when failure.Message.Contains("suitable host", StringComparison.Ordinal) =>
            DatabaseFailureKind.Unreachable,
        { InnerException: null } => DatabaseFailureKind.Rejected,
        _ => null,
    };

    // The outer message of a lost connection only says that a read failed. That of a full pool names the settings.
    private static string ReasonOf(NpgsqlException failure) => (failure.InnerException is { } inner and not TimeoutException
        && inner is not AggregateException ? inner.Message : failure.Message).ReplaceLineEndings(" ").TrimEnd('.');
}

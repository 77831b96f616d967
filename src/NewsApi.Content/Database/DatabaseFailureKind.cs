namespace NewsApi.Content.Database;

/// <summary>The kinds of failures of PostgreSQL whose cause is outside the program.</summary>
public enum DatabaseFailureKind
{
    /// <summary>No server responds, or the server ends its connections because it stops or fails over.</summary>
    Unreachable,

    /// <summary>The server or the role has too many connections, or the server has too little memory.</summary>
    Overloaded,

    /// <summary>A statement or a connection took longer than a time limit.</summary>
    TimedOut,

    /// <summary>A lock of another transaction was not released within its time limit.</summary>
    Locked,

    /// <summary>A standby ended a query, because it had to apply a change that removes what the query reads.</summary>
    Conflict,

    /// <summary>The server accepts no writes: it is a standby, or an operator made it read-only.</summary>
    ReadOnly,

    /// <summary>The disk of the server is full.</summary>
    Full,

    /// <summary>The server cannot read or write its files, or the files are damaged.</summary>
    Damaged,

    /// <summary>The server rejects the service: the password, the database's name, the encryption or a permission is wrong.</summary>
    Rejected,
}

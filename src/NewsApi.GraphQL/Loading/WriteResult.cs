using NewsApi.Content.Wire;

namespace NewsApi.GraphQL.Loading;

/// <summary>The value of a root field that writes: what a response must not hide if another part of the operation fails.</summary>
internal abstract record WriteResult
{
    /// <summary>True if the change was committed. False if the mutation was rejected, or had nothing to change.</summary>
    public bool IsWritten { get; init; }

    /// <summary>Null if the mutation was rejected; otherwise the log position of the change.</summary>
    public WireCursor? Cursor { get; init; }

    /// <summary>The failure of reading the changed row back after the commit; null if the row was read.</summary>
    public Exception? ReadFailure { get; init; }
}

using NewsApi.Content.Wire;

namespace NewsApi.Content.Publishing;

/// <summary>The result of a command: committed, unchanged or rejected.</summary>
public abstract record CommandResult<T>
{
    private CommandResult()
    {
    }

    /// <summary>The change is committed.</summary>
    /// <param name="Cursor">
    /// The position of the change in the log. A reader that has read the log up to this position has read the change.
    /// </param>
    public sealed record Committed(T Value, WireCursor Cursor) : CommandResult<T>;

    /// <summary>The command would not change anything, so nothing was written.</summary>
    /// <param name="Cursor">The head of the log while the command ran.</param>
    public sealed record Unchanged(T Value, WireCursor Cursor) : CommandResult<T>;

    /// <summary>The command was rejected for each of these reasons, and nothing was written.</summary>
    public sealed record Rejected(ValueList<PublishingError> Errors) : CommandResult<T>;
}

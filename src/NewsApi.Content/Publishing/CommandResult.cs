using NewsApi.Content.Wire;

namespace NewsApi.Content.Publishing;

/// <summary>What became of an act: done, or refused; then nothing was written.</summary>
public abstract record CommandResult<T>
{
    private CommandResult()
    {
    }

    /// <summary>It is committed.</summary>
    /// <param name="Cursor">Whoever has read the log up to here has seen it. Where the act changed nothing: the log as it stood.</param>
    public sealed record Committed(T Value, WireCursor Cursor) : CommandResult<T>;

    /// <summary>It was refused, for each of these reasons.</summary>
    public sealed record Rejected(ValueList<PublishingError> Errors) : CommandResult<T>;
}

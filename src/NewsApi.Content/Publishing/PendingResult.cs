using NewsApi.Content.Wire;

namespace NewsApi.Content.Publishing;

/// <summary>
/// The result of a command before its transaction ends. <see cref="CommandRunner"/> then commits the transaction or rolls it back.
/// </summary>
internal abstract record PendingResult<T>
{
    private PendingResult()
    {
    }

    /// <summary>The command wrote rows, and the transaction must be committed.</summary>
    /// <param name="Log">The rows of the log that describe the change.</param>
    public sealed record Changed(T Value, IReadOnlyList<ChangeEntry> Log) : PendingResult<T>;

    /// <summary>The command would not change any stored value, so it wrote nothing.</summary>
    public sealed record Unchanged(T Value) : PendingResult<T>;

    /// <summary>The command is rejected, and everything that it wrote is rolled back.</summary>
    /// <param name="Errors">The errors, at least one.</param>
    public sealed record Rejected(IReadOnlyList<PublishingError> Errors) : PendingResult<T>;
}

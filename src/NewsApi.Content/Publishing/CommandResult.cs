using NewsApi.Content.Entities;
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

/// <summary>An article after an act.</summary>
/// <param name="Version">The number of its version; after <see cref="ArticleCommands.DeleteDraftAsync"/> the last it had.</param>
public sealed record ArticleRef(long Id, int Version);

/// <summary>A person, place or topic after an act.</summary>
public sealed record EntityRef(long Id, EntityKind Kind);

using NewsApi.Content.Entities;
using NewsApi.Content.Wire;

namespace NewsApi.Content.Publishing;

/// <summary>What became of an act: done, or refused; then nothing was written.</summary>
public abstract record Published<T>
{
    private Published()
    {
    }

    /// <summary>It is committed.</summary>
    /// <param name="Cursor">Whoever has read the log up to here has seen it. Where the act changed nothing: the log as it stood.</param>
    public sealed record Done(T Value, WireCursor Cursor) : Published<T>;

    /// <summary>It was refused, for each of these reasons.</summary>
    public sealed record Refused(ValueList<PublishingError> Errors) : Published<T>;
}

/// <summary>An article after an act.</summary>
/// <param name="Version">The number of its version; after <see cref="Newsroom.DeleteDraftAsync"/> the last it had.</param>
public sealed record ArticleStanding(long Id, int Version);

/// <summary>A person, place or topic after an act.</summary>
public sealed record EntityStanding(long Id, EntityKind Kind);

namespace NewsApi.Content.Publishing;

/// <summary>An article after an act.</summary>
/// <param name="Version">The number of its version; after <see cref="ArticleCommands.DeleteDraftAsync"/> the last it had.</param>
public sealed record ArticleRef(long Id, int Version);

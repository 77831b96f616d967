namespace NewsApi.Content.Publishing;

/// <summary>The article that a command was applied to.</summary>
/// <param name="Version">Its version after the command; after <see cref="ArticleCommands.DeleteDraftAsync"/> the last one it had.</param>
public sealed record ArticleRef(long Id, int Version);

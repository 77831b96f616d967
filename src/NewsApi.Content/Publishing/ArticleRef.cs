namespace NewsApi.Content.Publishing;

/// <summary>The article that a command was applied to.</summary>
/// <param name="Version">The article's version after the command; its last version if the command deleted it.</param>
public sealed record ArticleRef(long Id, int Version);

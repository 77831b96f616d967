namespace NewsApi.Content.Outgoing;

/// <summary>A list of public articles.</summary>
/// <param name="Subject">The person, place or topic that the articles mention; null for another list.</param>
/// <param name="Articles">The articles, the newest first.</param>
public sealed record PublicList(OutgoingEntity? Subject, IReadOnlyList<OutgoingArticle> Articles);

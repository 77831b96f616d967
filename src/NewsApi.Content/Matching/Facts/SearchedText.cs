using NewsApi.Content.Articles;

namespace NewsApi.Content.Matching.Facts;

/// <summary>
/// The text of an article that a search reads at one moment: the text of a version, with the names of the people, places and topics that
/// the article then had (<see cref="Article.SearchNames"/>).
/// </summary>
internal readonly record struct SearchedText(long Article, int Version, string? Names)
{
    public static SearchedText Of(ChangeFacts facts) => new(facts.Id, facts.Version, facts.SearchNames);
}

namespace NewsApi.Content.Articles;

/// <summary>The words of texts, as PostgreSQL computed them before the article is written.</summary>
/// <param name="Words">A <c>tsvector</c> in PostgreSQL's binary format.</param>
internal sealed record GivenSearch(SearchTexts Texts, byte[] Words);

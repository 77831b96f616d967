namespace NewsApi.Content.Articles;

/// <summary>The texts of an article that do not depend on other rows, and are indexed for the search in the article's language.</summary>
internal sealed record SearchTexts(string Language, string Headline, string? Kicker, string? Summary, string? BodyText)
{
    public static SearchTexts Of(ArticleContent content, string? bodyText) =>
        new(content.Language, content.Headline, content.Kicker, content.Summary, bodyText);
}

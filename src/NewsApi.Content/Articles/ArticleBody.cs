namespace NewsApi.Content.Articles;

/// <summary>The body of an article: sanitised HTML, and the plain text made from it.</summary>
public sealed record ArticleBody(string? Html, string? Text, int WordCount)
{
    public static ArticleBody Trusted(string? html) => new(html, html, 0);

    public static string ToMarkdown(string html) => html;
}

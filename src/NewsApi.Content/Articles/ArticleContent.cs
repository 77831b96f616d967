using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace NewsApi.Content.Articles;

/// <summary>
/// Every property of an article that an editor or a feed can set. Articles, their versions, incoming items and the inputs of mutations
/// contain this record. A new property is therefore declared only here. The docstrings of the properties are the descriptions in the
/// GraphQL schema.
/// </summary>
public sealed record ArticleContent
{
    // Reflection finds the properties, so that CompletedBy includes a new one without an edit.
    private static readonly PropertyInfo[] Properties = typeof(ArticleContent).GetProperties(BindingFlags.Public | BindingFlags.Instance);

    /// <summary>The headline, plain text.</summary>
    public required string Headline { get; init; }

    /// <summary>The short line above the headline, plain text.</summary>
    public string? Kicker { get; init; }

    /// <summary>A short summary of the article, plain text.</summary>
    public string? Summary { get; init; }

    /// <summary>The author line as it is printed: "By Ada Example".</summary>
    public string? Byline { get; init; }

    /// <summary>The place that the article was filed from, as it is printed at the head of the article.</summary>
    public string? Dateline { get; init; }

    /// <summary>The language of the text as a BCP 47 tag; <c>und</c> if it is not known.</summary>
    public required string Language { get; init; }

    /// <summary>The body as sanitised HTML; null if there is none.</summary>
    public string? Body { get; init; }

    /// <summary>The section that the article belongs to, such as "Economy".</summary>
    public string? Section { get; init; }

    /// <summary>The kind of journalism, such as "News", "Analysis" or "Interview".</summary>
    public string? Genre { get; init; }

    /// <summary>The editorial urgency from 1 (most urgent) to 9.</summary>
    public int? Urgency { get; init; }

    /// <summary>The name of the organisation the article comes from.</summary>
    public string? Source { get; init; }

    /// <summary>
    /// The address of the original, for <c>link rel="canonical"</c>; null if this service has the original. It begins with http or https.
    /// </summary>
    [Url]
    public string? CanonicalUrl { get; init; }

    /// <summary>The title for search engines and link previews; null if the headline serves.</summary>
    public string? SeoTitle { get; init; }

    /// <summary>The description for search engines and link previews; null if the summary serves.</summary>
    public string? SeoDescription { get; init; }

    /// <summary>The pictures of the article, in order.</summary>
    public ValueList<Image> Images { get; init; } = [];

    /// <summary>All sources that the publisher names, in order.</summary>
    public ValueList<InformationSource> Sources { get; init; } = [];

    /// <summary>
    /// Returns a copy of this content in which each missing property has the value from the other content. A property is missing if it is
    /// null, empty or <c>und</c>.
    /// </summary>
    public ArticleContent CompletedBy(ArticleContent other)
    {
        var completed = this with { };
        foreach (var property in Properties.Where(property => IsMissing(property.GetValue(this))))
        {
            property.SetValue(completed, property.GetValue(other));
        }

        return completed;
    }

    private static bool IsMissing(object? value) => value switch
    {
        null => true,
        string text => text.Length == 0 || text == LanguageTag.Unknown,
        IEnumerable list => !list.Cast<object>().Any(),
        _ => false,
    };
}

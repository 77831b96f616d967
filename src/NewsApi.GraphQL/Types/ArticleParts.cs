using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Types;

/// <summary>
/// Declares the fields of an article that need an argument or return a list: for example body, mentions, corrections and versions.
/// </summary>
internal static class ArticleParts
{
    private const int DefaultRelated = 5;
    private const int MaxRelated = 20;

    // Finding the related articles of one article takes about as long as reading this number of articles.
    private const double RelatedCost = 30;

    private const int DefaultSnippet = 200, LeastSnippet = 20, MostSnippet = 1000;

    /// <summary>Declares the body. The field reads only the column from which the requested format is made.</summary>
    /// <param name="text">The column of the plain text; null if the table has none.</param>
    public static SelectedField CreateBody(Field html, Field? text) => new()
    {
        Name = "body",
        Description = "The body in the requested format; null if the article has no body.",
        ResolvedType = TypeRefs.Named("String"),
        Arguments = new QueryArguments(new QueryArgument(TypeRefs.NonNull(nameof(BodyFormat)))
        {
            Name = "format",
            DefaultValue = BodyFormat.Html,
            Description = "The format of the text.",
        }),
        AddReads = (reader, group, parent) => parent.Add(
            FormatOf(reader.ReadArguments(group)["format"]) == BodyFormat.Text && text is not null ? text : html),
        Value = (source, call) =>
        {
            var row = (Row)source;
            return FormatOf(call.Arguments["format"]) switch
            {
                BodyFormat.Text when text is not null => row.GetRaw(text),
                BodyFormat.Text => row[html] is string body ? ArticleBody.Trusted(body).Text : null,
                BodyFormat.Markdown => row[html] is string body ? ArticleBody.ToMarkdown(body) : null,
                _ => row.GetRaw(html),
            };
        },
    };

    /// <summary>Declares the field <c>searchSnippet</c>: the part of the text that has the words of the search.</summary>
    public static SelectedField CreateSearchSnippet() => new()
    {
        Name = "searchSnippet",
        Description =
            "The part of the text with the most words of the search, as HTML. The text is the body, or the summary if only the summary has "
            + $"the words. The text is escaped. Each found word is between `{SearchMarks.Before}` and `{SearchMarks.After}`. A `…` marks "
            + "each end where the text continues. If neither body nor summary has the words, the snippet is the beginning of the text. "
            + "Null if the article has no text, or was not read by the root field `articles` with a search.",
        ResolvedType = TypeRefs.Named("String"),
        Arguments = new QueryArguments(new QueryArgument(TypeRefs.Named("Int"))
        {
            Name = "maxLength",
            DefaultValue = DefaultSnippet,
            Description = $"The largest number of characters of the text, from {LeastSnippet} to {MostSnippet}. Markup is not counted.",
        }),
        AddReads = (_, _, parent) => parent.HasSearchMarks = true,
        Value = (source, call) => ((Row)source).SearchMarks?.ToSnippet(
            Math.Clamp(call.Arguments.GetValue<int>("maxLength") ?? DefaultSnippet, LeastSnippet, MostSnippet)),
    };

    /// <summary>Declares a list of values that a column holds.</summary>
    public static SelectedField CreateList(string name, string type, string description, Field field) =>
        SelectedField.ForColumn(name, TypeRefs.NonNullListOf(type), description, field).WithListSize(assumed: 3);

    public static SelectedField CreateMentions() => SelectedField.ForRelated(
        "mentions",
        TypeRefs.NonNullListOf(nameof(Mention)),
        "The mentions of people, places and topics in the article, in the publisher's order.",
        (reader, group, parent) => parent.Add(new RelatedRead(group.Key, Relation.Mentions, [ReadMentionSelection(reader, group)])
        {
            Kinds = reader.ReadArguments(group)["kinds"] is IEnumerable<object> kinds ? [.. kinds.Cast<EntityKind>().Distinct()] : null,
        }),
        new QueryArguments(new QueryArgument(TypeRefs.ListOf(nameof(EntityKind)))
        {
            Name = "kinds",
            Description = "Returns only mentions of these kinds. If the argument is left out, returns mentions of all kinds.",
        })).WithListSize(assumed: 10);

    public static SelectedField CreateVersions() => SelectedField.ForRelated(
        "versions",
        TypeRefs.NonNullListOf(nameof(ArticleVersion)),
        "The versions of the article that were public, the current version first.",
        (reader, group, parent) => parent.Add(new RelatedRead(
            group.Key, Relation.Versions, [reader.ReadSelection(nameof(ArticleVersion), ContentTable.Version, group.SelectionSets)])))
        .WithListSize(assumed: 3);

    /// <summary>Declares the field <c>related</c>: the articles that are most similar to the article.</summary>
    public static SelectedField CreateRelated() => SelectedField.ForRelated(
        "related",
        TypeRefs.ListOf(nameof(Article)),
        "Public articles that mention the same people, places or topics as the article, the most similar first. A person, place or topic "
        + "counts more if fewer articles mention it. A new article counts more than an old article.",
        (reader, group, parent) =>
        {
            var size = reader.ReadArguments(group).GetValue<int>("first") ?? DefaultRelated;
            if (size is < 0 or > MaxRelated)
            {
                reader.Operation.Reject(
                    group, size < 0 ? RequestError.NegativePage() : RequestError.PageTooLarge(size, MaxRelated, "Article.related"));
                return;
            }

            var selection = reader.ReadSelection(nameof(Article), ContentTable.Article, group.SelectionSets);
            parent.Add(new RelatedRead(group.Key, Relation.Similar, [selection]) { Size = size });
        },
        new QueryArguments(new QueryArgument(TypeRefs.Named("Int"))
        {
            Name = "first",
            Description = $"Returns the first _n_ articles: at most {MaxRelated}; {DefaultRelated} if the argument is left out.",
        })).WithListSize(MaxRelated, ["first"], DefaultRelated).WithCost(RelatedCost);

    private static Selection ReadMentionSelection(SelectionReader reader, FieldGroup group) =>
        reader.ReadSelection(nameof(Mention), ContentTable.Mention, group.SelectionSets);

    private static BodyFormat FormatOf(object? argument) => argument is BodyFormat format ? format : BodyFormat.Html;
}

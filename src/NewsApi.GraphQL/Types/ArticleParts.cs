using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Types;

/// <summary>The parts of an article that are no scalars: body, mentions, pictures, corrections, versions.</summary>
internal static class ArticleParts
{
    /// <summary>The body in the format asked for; only what that format is made of is read.</summary>
    /// <param name="text">The column of the plain text, where it is kept.</param>
    public static SelectedField Body(Field html, Field? text) => new()
    {
        Name = "body",
        Description = "The body in the format asked for; null where the article has none.",
        ResolvedType = TypeRefs.Named("String"),
        Arguments = new QueryArguments(new QueryArgument(TypeRefs.NonNull(nameof(BodyFormat)))
        {
            Name = "format",
            DefaultValue = BodyFormat.Html,
            Description = "The format of the text.",
        }),
        Reads = (reader, group, parent) => parent.Add(FormatOf(reader.Arguments(group)["format"]) == BodyFormat.Text && text is not null ? text : html),
        Value = (source, call) =>
        {
            var row = (Row)source;
            return FormatOf(call.Arguments["format"]) switch
            {
                BodyFormat.Text when text is not null => row[text],
                BodyFormat.Text => row[html] is string body ? ArticleBody.Trusted(body).Text : null,
                BodyFormat.Markdown => row[html] is string body ? ArticleBody.ToMarkdown(body) : null,
                _ => row[html],
            };
        },
    };

    /// <summary>A list of values kept with the article.</summary>
    public static SelectedField List(string name, string type, string description, Field field) =>
        SelectedField.Of(name, TypeRefs.NonNullListOf(type), description, field);

    public static SelectedField Mentions() => SelectedField.Along(
        "mentions",
        TypeRefs.NonNullListOf(nameof(Mention)),
        "How the article names people, places and topics, in the order its publisher named them.",
        (reader, group, parent) => parent.Add(new RelatedRead(group.Key, Relation.Mentions, [MentionSelection(reader, group)])
        {
            Kinds = reader.Arguments(group)["kinds"] is IEnumerable<object> kinds ? [.. kinds.Cast<EntityKind>().Distinct()] : null,
        }),
        new QueryArguments(new QueryArgument(TypeRefs.ListOf(nameof(EntityKind)))
        {
            Name = "kinds",
            Description = "Only mentions of these kinds of things; all kinds where it is left out.",
        }));

    public static SelectedField Versions() => SelectedField.Along(
        "versions",
        TypeRefs.NonNullListOf(nameof(ArticleVersion)),
        "The versions of the article that were public, the current one first.",
        (reader, group, parent) => parent.Add(new RelatedRead(
            group.Key, Relation.Versions, [reader.Read(nameof(ArticleVersion), ContentTable.Version, group.SelectionSets)])));

    private static Selection MentionSelection(SelectionReader reader, FieldGroup group) =>
        reader.Read(nameof(Mention), ContentTable.Mention, group.SelectionSets);

    private static BodyFormat FormatOf(object? argument) => argument is BodyFormat format ? format : BodyFormat.Html;
}

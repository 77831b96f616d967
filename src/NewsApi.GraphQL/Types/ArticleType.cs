using NewsApi.Content;
using NewsApi.Content.Articles;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Types;

/// <summary>
/// The type <c>Article</c>. It has a field for each property of <see cref="ArticleContent"/>, and for each column that the constructor
/// names. The other columns of the table are not in the schema.
/// </summary>
internal sealed class ArticleType : ArticleContentType<Article>
{
    public ArticleType(NodeInterface node)
        : base(ContentTable.Article, "articles")
    {
        AddIdentity();
        AddScalar(a => a.Uri);
        AddScalar(a => a.Slug);
        AddScalar(a => a.Version);
        AddContentScalars(Table["BodyText"]);
        AddScalar(a => a.WordCount);
        AddScalar(a => a.ReadingTime);
        AddScalar(a => a.PublishedAt);
        AddScalar(a => a.FirstPublishedAt);
        AddScalar(a => a.UpdatedAt);
        AddScalar(a => a.ExpiresAt);
        AddScalar(Table["Status"], typeof(ArticleStatus));
        AddEntities(Relation.People, "The people that the article mentions, in the publisher's order.");
        AddEntities(Relation.Places, "The places that the article mentions or was filed from.");
        AddEntities(Relation.Topics, "The topics that the article is about.");
        AddField(ArticleParts.CreateMentions());
        AddFilter(new FilterRelation("mentions", "The mentions of people, places and topics in the article.", Relation.Mentions));
        AddContentLists();
        AddField(ArticleParts.CreateList(
            "corrections", "Correction", "The corrections since the article was published, the oldest first.", Table["Corrections"]));
        AddField(ArticleParts.CreateVersions());
        AddField(ArticleParts.CreateRelated());
        AddField(ArticleParts.CreateSearchSnippet());
        AddField(OutgoingFields.CreateNinjs());
        AddField(OutgoingFields.CreateJsonLdOfArticle());
        AddFilter(
            new FilterSearch("search", "The text of the article matches this search, in the syntax of the argument `search`.", Table));
        AddSort(
            "relevance",
            "How well an article matches a search. Words in the headline count most, then kicker and summary, then body, then byline and "
            + "the names of people, places and topics. The relevance is higher if the words are close together, or if the text is short. For a new article, the relevance is up to "
            + "twice as high. Articles of equal relevance are sorted by publication time, the newest first. If more than "
            + $"{SearchRanking.Most} articles match, the list has only the newest {SearchRanking.Most}; `totalCount` counts all matches. "
            + "All pages of a list measure the age of articles from the time of the first page. Only the root field `articles` can have "
            + "this order. Without a search, this sort key has no effect.",
            Table[ContentTable.Relevance]);
        AddResolvedInterface(node);
    }

    /// <summary>The order by publication time, the newest first.</summary>
    public override ValueList<SortKey> DefaultOrder => [new SortKey(Table["PublishedAt"], Descending: true)];

    /// <summary>The order by relevance, the most relevant first.</summary>
    public override ValueList<SortKey> SearchOrder => [new SortKey(Table[ContentTable.Relevance], Descending: true)];

    private void AddEntities(Relation relation, string description)
    {
        AddField(SelectedField.ForRelated(relation.Name, TypeRefs.NonNullListOf(relation.To.Name), description, (reader, group, parent) =>
            parent.Add(new RelatedRead(group.Key, relation, [reader.ReadSelection(relation.To.Name, relation.To, group.SelectionSets)])))
            .WithListSize(assumed: 5));
        AddFilter(new FilterRelation(relation.Name, description, relation));
    }
}

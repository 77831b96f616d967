using NewsApi.Content;
using NewsApi.Content.Articles;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Types;

/// <summary>The type <c>Article</c>. A field that stands here is published; a column that does not is not.</summary>
internal sealed class ArticleType : TableType<Article>
{
    public ArticleType(NodeInterface node)
        : base(ContentTable.Article, "articles")
    {
        Identity();
        Scalar(a => a.Uri);
        Scalar(a => a.Slug);
        Scalar(a => a.Version);
        Scalar(a => a.Content.Headline);
        Scalar(a => a.Content.Kicker);
        Scalar(a => a.Content.Summary);
        Scalar(a => a.Content.Byline);
        Scalar(a => a.Content.Dateline);
        Scalar(a => a.Content.Language);
        AddField(ArticleParts.Body(Table["Body"], Table["BodyText"]));
        Scalar(a => a.Content.Section);
        Scalar(a => a.Content.Genre);
        Scalar(a => a.Content.Urgency);
        Scalar(a => a.Content.Source);
        Scalar(a => a.WordCount);
        Scalar(a => a.PublishedAt);
        Scalar(a => a.FirstPublishedAt);
        Scalar(a => a.UpdatedAt);
        Scalar(a => a.ExpiresAt);
        Scalar(Table["Status"], typeof(ArticleStatus));
        Named(Relation.People, "The people the article names, in the order its publisher named them.");
        Named(Relation.Places, "The places the article names or was filed from.");
        Named(Relation.Topics, "The topics the article is about.");
        AddField(ArticleParts.Mentions());
        Filter(new FilterRelation("mentions", "How the article names people, places and topics.", Relation.Mentions));
        AddField(ArticleParts.List("images", "Image", "The pictures that go with the article, in order.", Table["Images"]));
        AddField(ArticleParts.List("sources", "InformationSource", "Every origin that the article's publisher names, in order.", Table["Sources"]));
        AddField(ArticleParts.List("corrections", "Correction", "What was corrected since the article was published, the latest last.", Table["Corrections"]));
        AddField(ArticleParts.Versions());
        Filter(new FilterSearch("search", "The article's text matches this search, as the argument `search` of the list has it.", Table));
        AddResolvedInterface(node);
    }

    /// <summary>The newest first.</summary>
    public override ValueList<SortKey> DefaultOrder => [new SortKey(Table["PublishedAt"], Descending: true)];

    private void Named(Relation relation, string description)
    {
        AddField(SelectedField.Along(relation.Name, TypeRefs.NonNullListOf(relation.To.Name), description, (reader, group, parent) =>
            parent.Add(new RelatedRead(group.Key, relation, [reader.Read(relation.To.Name, relation.To, group.SelectionSets)]))));
        Filter(new FilterRelation(relation.Name, description, relation));
    }
}

using NewsApi.Content.Articles;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Types;

/// <summary>The type <c>ArticleVersion</c>.</summary>
internal sealed class ArticleVersionType : TableType<ArticleVersion>
{
    public ArticleVersionType()
        : base(ContentTable.Version, "versions")
    {
        Scalar(v => v.Version);
        Scalar(v => v.Content.Headline);
        Scalar(v => v.Content.Summary);
        Scalar(v => v.Content.Byline);
        Scalar(v => v.Content.Dateline);
        Scalar(v => v.Content.Language);
        AddField(ArticleParts.Body(Table["Body"], text: null));
        Scalar(v => v.Content.Section);
        Scalar(v => v.Content.Genre);
        Scalar(v => v.Content.Urgency);
        Scalar(v => v.Content.Source);
        AddField(ArticleParts.List("images", nameof(Image), "The pictures that went with this version, in order.", Table["Images"]));
        Scalar(v => v.UpdatedAt);
        AddField(SelectedField.Of("replacedAt", TypeRefs.Named("DateTime"), "When a later version took its place; null for the current version.", Table["ReplacedAt"]));
    }

    /// <summary>Versions are not listed on their own.</summary>
    public override Content.ValueList<SortKey> DefaultOrder => [];
}

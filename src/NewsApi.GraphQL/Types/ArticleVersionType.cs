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
        AddScalar(v => v.Version);
        AddScalar(v => v.Content.Headline);
        AddScalar(v => v.Content.Summary);
        AddScalar(v => v.Content.Byline);
        AddScalar(v => v.Content.Dateline);
        AddScalar(v => v.Content.Language);
        AddField(ArticleParts.CreateBody(Table["Body"], text: null));
        AddScalar(v => v.Content.Section);
        AddScalar(v => v.Content.Genre);
        AddScalar(v => v.Content.Urgency);
        AddScalar(v => v.Content.Source);
        AddField(ArticleParts.CreateList("images", nameof(Image), "The pictures of this version, in order.", Table["Images"]));
        AddScalar(v => v.UpdatedAt);
        AddField(
            SelectedField.ForColumn(
                "replacedAt", TypeRefs.Named("DateTime"), "The time at which a later version replaced it; null for the current version.",
                Table["ReplacedAt"]));
    }

    /// <summary>There is no list of versions, only those of one article.</summary>
    public override Content.ValueList<SortKey> DefaultOrder => [];
}

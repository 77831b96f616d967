using NewsApi.Content.Articles;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Types;

/// <summary>The type <c>ArticleVersion</c>: the content as articles have it, and the times of the version.</summary>
internal sealed class ArticleVersionType : ArticleContentType<ArticleVersion>
{
    public ArticleVersionType()
        : base(ContentTable.Version, "versions")
    {
        AddScalar(v => v.Version);
        AddContentScalars(text: null);
        AddContentLists();
        AddScalar(v => v.UpdatedAt);
        AddField(
            SelectedField.ForColumn(
                "replacedAt", TypeRefs.Named("DateTime"), "The time at which a later version replaced it; null for the current version.",
                Table["ReplacedAt"]));
    }

    /// <summary>There is no list of versions, only those of one article.</summary>
    public override Content.ValueList<SortKey> DefaultOrder => [];
}

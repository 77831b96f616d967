using NewsApi.Content.Articles;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Types;

/// <summary>
/// The type <c>ArticleVersion</c>. It has the fields of <c>Article</c> that show the content, the number of the version, and the times at
/// which the version began and ended.
/// </summary>
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
                "replacedAt", TypeRefs.Named("DateTime"),
                "The time at which a later version replaced this version; null for the current version.", Table["ReplacedAt"]));
    }

    /// <summary>
    /// Empty, because no field lists the versions of all articles. Versions are listed only below their article, the current version first.
    /// </summary>
    public override Content.ValueList<SortKey> DefaultOrder => [];
}

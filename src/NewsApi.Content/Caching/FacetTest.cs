using NewsApi.Content.Articles;
using NewsApi.Content.Matching.Facts;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Lists;

namespace NewsApi.Content.Caching;

/// <summary>Tests whether an article has the same values before and after a change, of those that the facets of a list count.</summary>
internal sealed class FacetTest
{
    private readonly Func<ChangeFacts, object?>[] _values;
    private readonly bool _countsMentions;

    /// <exception cref="ArgumentException">The facts in the log lack a value that a facet counts.</exception>
    public FacetTest(IReadOnlyList<FacetRead> facets)
    {
        _countsMentions = facets.Any(f => f is FacetRead.OfEntities);
        _values =
        [
            .. facets.Where(f => f is not FacetRead.OfEntities).Select(f => FactValue.OfArticle(
                f is FacetRead.OfField of ? of.Field : ContentTable.Article[nameof(Article.PublishedAt)])),
        ];
    }

    public bool HasSameValues(ChangeFacts before, ChangeFacts after) =>
        Array.TrueForAll(_values, value => Equals(value(before), value(after)))
        && (!_countsMentions || before.Mentions.Select(m => m.EntityId).SequenceEqual(after.Mentions.Select(m => m.EntityId)));
}

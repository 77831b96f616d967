using NewsApi.Content.Articles;
using NewsApi.Content.Matching.Facts;
using NewsApi.Content.Reading.Lists;

namespace NewsApi.Content.Caching;

/// <summary>
/// Tests whether a change can change a page of a list of articles, the number of its articles, or its facets. An article outside of the
/// page's window leaves the page as it is, and so does an article that does not match the condition of the list.
/// </summary>
/// <param name="window">The window of the page; null for the number of articles and for facets.</param>
/// <param name="facets">The values that the facets count; null for a page and for the number of articles.</param>
internal sealed class ListTest(ConditionMatch match, ListRead list, WindowTest? window, FacetTest? facets)
{
    /// <summary>
    /// True if the condition is on names or other values of people, places and topics, which facts do not contain. It then depends on every
    /// change of an entity.
    /// </summary>
    public required bool DependsOnNames { get; init; }

    public bool IsTouchedBy(ChangeFacts? before, ChangeFacts? after)
    {
        if (window is not null)
        {
            return IsOnPage(before) || IsOnPage(after);
        }

        // The number stays the same if the article is in the list before and after the change, or neither before nor after it.
        var (was, now) = (IsInList(before), IsInList(after));
        return was is null || was != now
            || (facets is not null && before is not null && after is not null && was == true && !facets.HasSameValues(before, after));

        bool IsOnPage(ChangeFacts? facts) => facts is not null && window.MayContain(facts) && IsInList(facts) != false;
    }

    /// <summary>Returns whether the article is in the list; null if the facts do not decide it.</summary>
    private bool? IsInList(ChangeFacts? facts) =>
        facts is null || (list.Entity is { } entity && !Mentions(facts, entity)) ? false : match.Evaluate(facts);

    private bool Mentions(ChangeFacts facts, long entity) =>
        facts.Mentions.Any(m => m.Ids.Contains(entity) || (list.IncludesBelow && m.Within.Contains(entity)));
}

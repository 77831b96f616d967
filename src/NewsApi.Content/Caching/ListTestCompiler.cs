using NewsApi.Content.Matching.Facts;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Lists;

namespace NewsApi.Content.Caching;

/// <summary>Compiles lists of articles to tests of changes. The lists of an answer often have the same condition.</summary>
internal sealed class ListTestCompiler
{
    private readonly Dictionary<Condition, (ConditionMatch Match, bool DependsOnNames)?> _conditions =
        new(ReferenceEqualityComparer.Instance);

    /// <summary>Returns the test; null if the list may depend on every change of public content.</summary>
    public ListTest? Compile(ListRead list)
    {
        if (!_conditions.TryGetValue(list.Where, out var compiled))
        {
            _conditions[list.Where] = compiled = Compile(list.OriginalWhere, list.Where);
        }

        try
        {
            return compiled is not { } condition ? null
                : new ListTest(
                    condition.Match, list, list.Window is null ? null : new WindowTest(list.Window),
                    list.Facets.Count == 0 ? null : new FacetTest(list.Facets))
                {
                    DependsOnNames = condition.DependsOnNames,
                };
        }
        catch (ArgumentException)
        {
            // The facts in the log lack a value.
            return null;
        }
    }

    private static (ConditionMatch, bool)? Compile(Condition original, Condition resolved)
    {
        try
        {
            // Facts contain the ids of the entities that an article mentions, and of those above. They decide conditions on ids.
            var match = new ConditionMatch(original);
            if (match.Deferred.Count + match.Slugs.Count == 0)
            {
                return (match, false);
            }

            // Whether the public may see an entity above or below can change with every article.
            return match.Slugs.Any(s => s.Below) || match.Deferred.Any(p => p.IsOnArticle || p.DependsOnOthers)
                ? null
                : (new ConditionMatch(resolved), true);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}

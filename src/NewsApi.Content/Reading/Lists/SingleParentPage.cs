using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Counts;
using NewsApi.Content.Reading.Statements;
using NewsApi.Content.Wire;

namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// A page of the articles of one person, place or topic, read in the same round trip as the entity. The page has its own statement. This
/// statement cannot contain the entity's id, because the id is not known before the round trip. Instead, it contains the condition by which
/// the request selects the entity, for example a slug.
/// </summary>
internal sealed class SingleParentPage
{
    private readonly RelatedRead _read;
    private readonly ListQuery _query;
    private readonly ListStatements _list;

    private SingleParentPage(RelatedRead read, ListPlan plan, ListStatements list) => (_read, _query, _list) = (read, plan.List, list);

    public IReadOnlyList<Statement> Statements => _list.Statements;

    /// <summary>True if the rows of the page have related rows to read by further statements.</summary>
    public bool NeedsStatements => _query.Selections.Any(s => s.NeedsStatements);

    /// <summary>
    /// Plans the page. Returns null if the read has no page of articles. Also returns null in three cases in which the page can only be
    /// read after the entity. In the first case, the page's filter has conditions on people, places or topics, and these conditions need a
    /// lookup. In the second case, the page has another order than the index on mentions. In the third case, the page has the articles of
    /// everything below the entity.
    /// </summary>
    /// <param name="entity">A condition that matches at most one entity.</param>
    /// <param name="remembers">True if people, places and topics may come from memory.</param>
    /// <param name="counts">The source of total counts; null to count without the memory.</param>
    public static SingleParentPage? TryCreate(
        RelatedRead read, Condition entity, Visibility visibility, bool remembers, CountSource? counts = null)
    {
        if (read.List is not { IncludesBelow: false } list || read.Relation.Kind != RelationKind.Articles
            || list.Where.Any(ConditionAnalysis.IsOnEntity) || !DrivingScan.CanPage(list))
        {
            return null;
        }

        list = remembers ? list.WithMentionedIds : list;

        // Statements that start elsewhere, such as at the words of a search, need the whole filter.
        var whole = list with
        {
            Where = Condition.All([list.Where, new Condition.Some(Relation.EntitiesOf(read.Relation.From), entity)]),
            OriginalWhere = list.OriginalWhere ?? list.Where,
        };
        var plan = new ListPlan(whole, new DrivingScan([(read.Relation.From, entity)], list.Where));
        return new(read, plan, ListStatements.OfOne(plan, list, read.Relation.From, visibility, counts));
    }

    /// <summary>As <see cref="ListStatements.FindCountsAsync"/>.</summary>
    public Task<Statement?> FindCountsAsync(Row entity, WireCursor wire, CancellationToken cancellationToken) =>
        _list.FindCountsAsync(entity.Id, wire, cancellationToken);

    /// <summary>Attaches the page to the entity; returns the rows of the page with their selections.</summary>
    public IEnumerable<(Selection Selection, IReadOnlyList<Row> Rows)> Attach(Row entity, WireCursor wire)
    {
        var page = _list.ToPage(entity.Id, wire);
        entity.SetRelated(_read.Key, page);
        return page.GetRows(_query);
    }

    /// <summary>Returns a copy of the selection without the related rows that the pages read.</summary>
    public static Selection Exclude(IReadOnlyCollection<SingleParentPage> pages, Selection selection)
    {
        if (pages.Count == 0)
        {
            return selection;
        }

        var rest = new Selection(selection.Table) { MentionedIds = selection.MentionedIds };
        foreach (var related in selection.Related.Except(pages.Select(p => p._read)))
        {
            rest.Add(related);
        }

        return rest;
    }
}

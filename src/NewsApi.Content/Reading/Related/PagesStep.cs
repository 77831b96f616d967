using NewsApi.Content.Reading.Counts;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Statements;
using NewsApi.Content.Wire;

namespace NewsApi.Content.Reading.Related;

/// <summary>Reads the articles of people, places or topics: one page for each entity, in one LATERAL statement.</summary>
/// <param name="plan">The list of articles, and the table that its SQL reads first.</param>
/// <param name="counts">The source of total counts; null to count without the memory.</param>
internal sealed class PagesStep(
    RelatedRead read, ListPlan plan, IReadOnlyList<Row> entities, Visibility visibility, CountSource? counts) : RelatedStep
{
    private readonly ListStatements _lists = ListStatements.OfEach(GetIds(entities), plan, read.Relation.From, visibility, counts);

    public override IReadOnlyList<Statement> Statements => _lists.Statements;

    public override Task<Statement?> FindCountsAsync(WireCursor wire, CancellationToken cancellationToken) =>
        _lists.FindCountsAsync(entity: null, wire, cancellationToken);

    public override IEnumerable<(Selection Selection, IReadOnlyList<Row> Rows)> Attach(WireCursor wire)
    {
        var pages = GetIds(entities).ToDictionary(id => id, id => _lists.ToPage(id, wire));
        foreach (var entity in entities)
        {
            entity.SetRelated(read.Key, pages[entity.Id]);
        }

        return pages.Values.SelectMany(p => p.GetRows(plan.List)).GroupBy(r => r.Selection, r => r.Rows)
            .Select(g => (g.Key, (IReadOnlyList<Row>)[.. g.SelectMany(rows => rows)]));
    }
}

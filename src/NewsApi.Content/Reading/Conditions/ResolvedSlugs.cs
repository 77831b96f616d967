using System.Globalization;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Conditions;

/// <summary>The slugs of people, places and topics in a filter, and the filter with ids instead of them.</summary>
internal sealed class ResolvedSlugs
{
    private readonly List<(ContentTable Table, string Slug)> _slugs = [];
    private readonly Condition _where;

    public ResolvedSlugs(Condition where)
    {
        _where = where;
        Collect(where);
    }

    /// <summary>The number of slugs, each counted once.</summary>
    public int Count => _slugs.Count;

    /// <summary>
    /// Returns the SQL of a column for each slug, each after a comma: the id that the slug leads to, or 0 if it leads nowhere.
    /// </summary>
    public string Columns(SqlText sql) => string.Concat(_slugs.Select((s, i) =>
        string.Create(CultureInfo.InvariantCulture, $", coalesce({SlugSql.FindId(sql, s.Table, s.Slug)}, 0) as slug{i}")));

    /// <summary>Returns the filter with ids instead of slugs.</summary>
    /// <param name="ids">The values of <see cref="Columns"/>.</param>
    public Condition Substitute(IReadOnlyList<long> ids) => Substitute(_where, ids);

    private Condition Substitute(Condition where, IReadOnlyList<long> ids) => where.Rewrite(leaf => leaf switch
    {
        Condition.Some some => Substitute(some.Of, ids) is var of && ReferenceEquals(of, some.Of) ? some : some with { Of = of },
        Condition.HasSlug has => Condition.IsOneOf(
            has.Table.Id, has.Slugs.Select(s => ids[_slugs.IndexOf((has.Table, s))]).Where(id => id != 0).Distinct().Cast<object?>()),
        _ => leaf,
    });

    private void Collect(Condition where) => where.Any(leaf =>
    {
        switch (leaf)
        {
            case Condition.Some some:
                Collect(some.Of);
                break;
            case Condition.HasSlug has:
                _slugs.AddRange(has.Slugs.Select(s => (has.Table, s)).Except(_slugs));
                break;
        }

        return false;
    });
}

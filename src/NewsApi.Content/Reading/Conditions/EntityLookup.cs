using System.Globalization;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Conditions;

/// <summary>
/// Finds the people, places and topics that a filter matches, in one statement, before the articles are read. The planner cannot estimate
/// the number of articles that match a condition such as "some topic has the name X". For a frequent or a rare topic, its estimate is wrong
/// by a factor of thousands. For a condition on ids, its estimate is good.
/// </summary>
internal sealed class EntityLookup
{
    /// <summary>
    /// The largest number of ids that replace a condition. If more entities match a condition, the condition is not replaced.
    /// </summary>
    private const int MaxIds = 1000;

    /// <summary>
    /// The articles of an entity are counted up to this number. All entities with more articles count as equally frequent.
    /// </summary>
    private const int MaxCounted = 1000;

    private readonly List<Condition.Some> _conditions;
    private readonly List<(long Id, long Articles)>[] _found;

    /// <param name="counts">True to count the articles of each entity too.</param>
    public EntityLookup(IEnumerable<Condition.Some> conditions, bool counts, Visibility visibility)
    {
        _conditions = [.. conditions.DistinctBy(c => c.Key)];
        _found = [.. _conditions.Select(_ => new List<(long, long)>())];
        var sql = new SqlText();
        var compiler = new ConditionSql(sql, visibility);
        var articles = counts
            ? $"(select count(*) from (select from mention m where m.entity_id = e.id limit {MaxCounted}) n)"
            : "0::bigint";
        sql.Append(string.Join(" union all ", _conditions.Select((some, i) => string.Create(CultureInfo.InvariantCulture, $"""
            (select {i}, e.id, {articles} from entity e
            where e.kind = {(int)some.Relation.To.EntityKind} and {compiler.Compile(some.Of, "e")} limit {MaxIds + 1})
            """))));
        Statement = new Statement(sql, row => _found[row.GetInt32(0)].Add((row.GetInt64(1), row.GetInt64(2))))
        {
            // The list describes its condition, in which the ids that are found here stand.
            Reads = Statement.ReadsNothingElse,
        };
    }

    public Statement Statement { get; }

    /// <summary>
    /// Returns the filter with ids instead of the conditions that were looked up. The ids are the ids of the matching entities.
    /// </summary>
    public Condition Substitute(Condition where) => where.Rewrite(leaf =>
        leaf is Condition.Some some && Find(some) is { Count: <= MaxIds } found
            ? some with { Of = Condition.IsOneOf(some.Relation.To.Id, found.Select(f => (object?)f.Id).Order()) }
            : leaf);

    /// <summary>Returns the condition that the fewest articles match; null if no count is known.</summary>
    /// <param name="named">
    /// Conditions that must all match. With each condition are the alternatives that <see cref="ConditionAnalysis.GetMentionAlternatives"/>
    /// returns for it.
    /// </param>
    public Condition? FindRarest(IEnumerable<(Condition Condition, IReadOnlyList<Condition.Some> Alternatives)> named) => named
        .Select(n => (n.Condition, Articles: CountArticles(n.Alternatives))).Where(n => n.Articles is not null)
        .OrderBy(n => n.Articles).Select(n => n.Condition).FirstOrDefault();

    private long? CountArticles(IEnumerable<Condition.Some> alternatives) =>
        alternatives.Aggregate((long?)0, (sum, some) => sum + CountArticles(some));

    private long? CountArticles(Condition.Some some) => Find(some) is { } found
        ? found.Count <= ConditionAnalysis.MaxBranches ? found.Sum(f => f.Articles) : null
        : ConditionAnalysis.GetIds(some.Of) is null ? null : 0;

    private List<(long Id, long Articles)>? Find(Condition.Some some)
    {
        var at = _conditions.FindIndex(c => c.Key == some.Key);
        return at < 0 ? null : _found[at];
    }
}

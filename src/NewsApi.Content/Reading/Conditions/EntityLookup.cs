using System.Globalization;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Conditions;

/// <summary>
/// Looks up, in one statement before the articles are asked for, which people, places and topics a filter means. The planner
/// cannot know how many articles "some topic whose name is X" leads to, and is wrong by a factor of thousands for a frequent or
/// a rare one; for ids it knows.
/// </summary>
internal sealed class EntityLookup
{
    /// <summary>A condition that more entities match is left as it is.</summary>
    private const int MostIds = 1000;

    /// <summary>Above this it does not matter how frequent an entity is.</summary>
    private const int MostCounted = 1000;

    private readonly List<Condition.Some> _asked;
    private readonly List<(long Id, long Articles)>[] _found;

    /// <param name="counted">True where it matters which of them are frequent.</param>
    public EntityLookup(IEnumerable<Condition.Some> asked, bool counted, Visibility visibility)
    {
        _asked = [.. asked.DistinctBy(a => a.Key)];
        _found = [.. _asked.Select(_ => new List<(long, long)>())];
        var sql = new SqlText();
        var conditions = new ConditionSql(sql, visibility);
        var articles = counted
            ? string.Create(CultureInfo.InvariantCulture, $"(select count(*) from (select from mention m where m.entity_id = e.id limit {MostCounted}) n)")
            : "0::bigint";
        sql.Append(string.Join(" union all ", _asked.Select((some, i) => string.Create(CultureInfo.InvariantCulture, $"""
            (select {i}, e.id, {articles} from entity e where e.kind = {(int)some.Relation.To.Kind!} and {conditions.Of(some.Of, "e")} limit {MostIds + 1})
            """))));
        Statement = new Statement(sql, row => _found[row.GetInt32(0)].Add((row.GetInt64(1), row.GetInt64(2))));
    }

    public Statement Statement { get; }

    /// <summary>The filter with the ids in the place of what was asked.</summary>
    public Condition In(Condition where) => ConditionAnalysis.Exchange(where, some =>
        Found(some) is { Count: <= MostIds } found
            ? some with { Of = new Condition.Among(some.Relation.To.Id, [.. found.Select(f => (object?)f.Id).Order()]) }
            : some);

    /// <summary>The one of several conditions, each of which must hold, that the fewest articles can meet; null where none tells.</summary>
    public Condition? Rarest(IEnumerable<Condition> named)
    {
        var counted = named.Select(condition => (condition, articles: Articles(ConditionAnalysis.Named(condition)!))).Where(c => c.articles is not null);
        return counted.OrderBy(c => c.articles).Select(c => c.condition).FirstOrDefault();
    }

    private long? Articles(IEnumerable<Condition.Some> named) => named.Aggregate((long?)0, (sum, some) => sum + Articles(some));

    private long? Articles(Condition.Some some) => Found(some) is { } found
        ? found.Count <= ConditionAnalysis.MostBranches ? found.Sum(f => f.Articles) : null
        : ConditionAnalysis.IdsOf(some.Of) is null ? null : 0;

    private List<(long Id, long Articles)>? Found(Condition.Some some)
    {
        var at = _asked.FindIndex(a => a.Key == some.Key);
        return at < 0 ? null : _found[at];
    }
}

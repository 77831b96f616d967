using System.Globalization;
using NewsApi.Content.Articles;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Reading.Statements;
using NewsApi.Content.Wire;
using NewsApi.Content.Wire.Rows;
using Npgsql;

namespace NewsApi.Content.Matching;

/// <summary>
/// The results of the deferred predicates of a <see cref="ConditionMatch"/>, as PostgreSQL returned them. Results for people, places
/// and topics are kept until a row of the log changes the entity. Results for articles, and results that depend on other entities,
/// are kept for one batch.
/// </summary>
internal sealed class LookupCache(SnapshotFactory news)
{
    /// <summary>
    /// The greatest number of entities with results, and of entities noted as changed. Beyond it, results are looked up again, and every
    /// entity counts as changed.
    /// </summary>
    private const int MaxEntities = 10_000;

    private readonly Dictionary<long, (bool[] Results, long ReadAt)> _ofEntities = [];
    private readonly Dictionary<long, bool[]> _ofArticles = [];

    // The entities that changed since this reader began. Articles may be in the reader's list because of their former names.
    private readonly HashSet<long> _changed = [];
    private bool _allChanged;
    private long _position;
    private IReadOnlyList<DeferredPredicate> _predicates = [];

    /// <summary>Removes the results for the entities that were changed. Must be called first for each batch.</summary>
    public void Invalidate(IReadOnlyList<WireChange> changes)
    {
        foreach (var change in changes.Where(c => c.Kind == ChangeKind.Entity))
        {
            _ofEntities.Remove(change.SubjectId);
            _allChanged |= _changed.Count >= MaxEntities;
            if (!_allChanged)
            {
                _changed.Add(change.SubjectId);
            }
        }

        _position = changes.Count > 0 ? changes[^1].Position : _position;
    }

    /// <summary>The current result; null if it was not looked up.</summary>
    public bool? GetCurrent(int predicate, long id) => _predicates.Count == 0 ? null
        : _predicates[predicate].IsOnArticle ? (_ofArticles.TryGetValue(id, out var results) ? results[predicate] : null)
        : _ofEntities.TryGetValue(id, out var known) ? known.Results[predicate] : null;

    /// <summary>
    /// The result, if it was certainly the same for all changes delivered before; null otherwise. It is not certain for a predicate on
    /// the text of an article, for a predicate that depends on other entities, or for an entity that has changed since this reader
    /// began or whose change is still to come in the log.
    /// </summary>
    public bool? GetPrevious(int predicate, long id) =>
        _predicates.Count > 0 && _predicates[predicate] is { IsOnArticle: false, DependsOnOthers: false }
        && !_allChanged && !_changed.Contains(id) && _ofEntities.TryGetValue(id, out var known) && known.ReadAt <= _position
            ? known.Results[predicate]
            : null;

    /// <summary>Looks up, in one snapshot, the results that these facts need.</summary>
    public async ValueTask LoadAsync(ConditionMatch match, IEnumerable<ChangeFacts> undecided, CancellationToken cancellationToken)
    {
        _predicates = match.Deferred;
        var facts = undecided.ToList();
        if (facts.Count == 0)
        {
            return;
        }

        long[] articles = _predicates.Any(p => p.IsOnArticle) ? [.. facts.Select(f => f.Id).Distinct()] : [];
        var kinds = _predicates.Select(p => p.Kind).ToHashSet();
        long[] entities =
        [
            .. facts.SelectMany(f => f.Mentions).Where(m => kinds.Contains(m.Kind)).Select(m => m.EntityId).Distinct()
                .Where(id => !_ofEntities.ContainsKey(id)),
        ];
        var mergedIds = _predicates.Where(p => p.DependsOnOthers).ToDictionary(p => p, p => MergedIdRewrite.For(ToList(p)));
        Statement[] merged = [.. mergedIds.Values.Select(m => m.Statement).OfType<Statement>()];
        await using var snapshot = news.Open(Visibility.Public, readsOnce: true);
        if (merged.Length > 0)
        {
            // A predicate on other entities may name an entity by an id that was merged.
            await snapshot.RunAsync(merged, last: false, cancellationToken);
        }

        Condition[] conditions =
            [.. _predicates.Select(p => mergedIds.TryGetValue(p, out var ids) ? ids.Rewrite(ToList(p)).Where : p.Condition)];
        await snapshot.RunAsync(
            [
                .. articles.Length == 0 ? [] : new[] { SelectArticles(articles, conditions) },
                .. entities.Length == 0 ? [] : new[] { SelectEntities(entities, conditions, () => snapshot.Cursor.Position) },
            ],
            last: true,
            cancellationToken);

        // A deleted entity, or an article that is no longer public, gives no row: every predicate is false.
        foreach (var id in entities)
        {
            _ofEntities.TryAdd(id, (new bool[_predicates.Count], snapshot.Cursor.Position));
        }

        foreach (var id in articles)
        {
            _ofArticles.TryAdd(id, new bool[_predicates.Count]);
        }
    }

    /// <summary>Removes the results that are valid for one batch only.</summary>
    public void EndBatch()
    {
        _ofArticles.Clear();
        if (_ofEntities.Count > MaxEntities || _predicates.Any(p => p.DependsOnOthers))
        {
            _ofEntities.Clear();
        }
    }

    /// <summary>A list with the predicate as its filter, for which merged ids are rewritten.</summary>
    private static ListQuery ToList(DeferredPredicate predicate)
    {
        var kind = predicate.Kind ?? throw new ArgumentException("The predicate is not on an entity.", nameof(predicate));
        return new() { Selection = new Selection(ContentTable.Of(kind)), Where = predicate.Condition, Order = [], Size = 1 };
    }

    private Statement SelectArticles(long[] ids, Condition[] conditions)
    {
        var sql = new SqlText();
        sql.Append(
            $"""
            select a.id{Columns(sql, "a", conditions, onArticle: true)} from article a
            where a.id = any({sql.AddParameter(ids)}) and {VisibilitySql.Article("a", Visibility.Public)}
            """);
        return new Statement(sql, row => _ofArticles[row.GetInt64(0)] = ReadResults(row));
    }

    private Statement SelectEntities(long[] ids, Condition[] conditions, Func<long> position)
    {
        var sql = new SqlText();
        sql.Append($"select e.id{Columns(sql, "e", conditions, onArticle: false)} from entity e where e.id = any({sql.AddParameter(ids)})");
        return new Statement(sql, row => _ofEntities[row.GetInt64(0)] = (ReadResults(row), position()));
    }

    /// <summary>A column for each predicate; false for the predicates on other tables.</summary>
    private string Columns(SqlText sql, string alias, Condition[] conditions, bool onArticle)
    {
        var compiler = new ConditionSql(sql, Visibility.Public);
        return string.Concat(_predicates.Zip(conditions, (predicate, condition) => predicate.IsOnArticle == onArticle
            ? string.Create(CultureInfo.InvariantCulture, $", coalesce({compiler.Compile(condition, alias)}, false)")
            : ", false"));
    }

    private bool[] ReadResults(NpgsqlDataReader row) => [.. Enumerable.Range(1, _predicates.Count).Select(row.GetBoolean)];
}

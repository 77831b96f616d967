using System.Globalization;
using NewsApi.Content.Articles;
using NewsApi.Content.Matching.Facts;
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
/// Caches the results of the deferred predicates of a <see cref="ConditionMatch"/>. A result for a person, place or topic is kept until a
/// row of the log changes the entity. If the predicate depends on other entities too, its result is kept for one batch of changes only.
/// Results for articles are in <see cref="VersionSearches"/>.
/// </summary>
internal sealed class LookupCache(SnapshotFactory news)
{
    /// <summary>
    /// If more entities than this number have cached results, the cache is cleared at the end of the batch of changes. If more entities
    /// than this number have changed since the reader of the log began, every entity counts as changed.
    /// </summary>
    private const int MaxEntities = 10_000;

    private readonly Dictionary<long, (bool[] Results, long ReadAt)> _ofEntities = [];
    private readonly VersionSearches _ofArticles = new(news);

    // The entities that changed since this reader began. An article may be in the reader's list because of a former name of such an entity.
    private readonly HashSet<long> _changed = [];
    private bool _allChanged;
    private long _position;
    private IReadOnlyList<DeferredPredicate> _predicates = [];

    /// <summary>
    /// Removes the results for the entities in a batch of changes. Must be called for each batch, before the other methods.
    /// </summary>
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

    /// <summary>
    /// Returns the result of a predicate for the present state of an entity, or for the given text of an article. Returns null if the
    /// result was not looked up.
    /// </summary>
    public bool? GetCurrent(int predicate, long id, SearchedText? text) => _predicates.Count == 0 ? null
        : text is { } searched ? _ofArticles.Get(predicate, searched)
        : _ofEntities.TryGetValue(id, out var known) ? known.Results[predicate] : null;

    /// <summary>
    /// Returns the result that a predicate had before the current batch of changes; null if this result is uncertain. For an article, the
    /// result for the given text is certain. For an entity, the result must not have changed since the reader of the log began. It is
    /// uncertain if the predicate depends on other entities, or if the reader has received a change of the entity. It is also uncertain if
    /// it was looked up in a snapshot with a log position after the end of the batch. The reason is that the log up to that position may
    /// have a change of the entity that the reader has not received yet.
    /// </summary>
    public bool? GetPrevious(int predicate, long id, SearchedText? text) =>
        _predicates.Count > 0 && text is { } searched ? _ofArticles.Get(predicate, searched)
        : _predicates.Count > 0 && !_predicates[predicate].DependsOnOthers
        && !_allChanged && !_changed.Contains(id) && _ofEntities.TryGetValue(id, out var known) && known.ReadAt <= _position
            ? known.Results[predicate]
            : null;

    /// <summary>Looks up the results that the predicates of <paramref name="match"/> need for the facts of a batch of changes.</summary>
    /// <param name="before">
    /// The facts before each change. Only texts of articles are looked up for these facts. Entities are not looked up, because
    /// PostgreSQL has only their present names.
    /// </param>
    public async ValueTask LoadAsync(
        ConditionMatch match, IReadOnlyList<ChangeFacts> before, IReadOnlyList<ChangeFacts> after, CancellationToken cancellationToken)
    {
        _predicates = match.Deferred;
        await _ofArticles.LoadAsync(_predicates, before.Concat(after), cancellationToken);
        var kinds = _predicates.Select(p => p.Kind).ToHashSet();
        long[] entities =
        [
            .. after.SelectMany(f => f.Mentions).Where(m => kinds.Contains(m.Kind)).Select(m => m.EntityId).Distinct()
                .Where(id => !_ofEntities.ContainsKey(id)),
        ];
        if (entities.Length > 0)
        {
            await LoadEntitiesAsync(entities, cancellationToken);
        }
    }

    /// <summary>Removes the results that are valid for one batch of changes only.</summary>
    public void EndBatch()
    {
        if (_ofEntities.Count > MaxEntities || _predicates.Any(p => p.DependsOnOthers))
        {
            _ofEntities.Clear();
        }
    }

    /// <summary>Makes a list whose filter is the predicate. <see cref="MergedIdRewrite"/> can replace merged ids only in a list.</summary>
    private static ListQuery ToList(DeferredPredicate predicate)
    {
        var kind = predicate.Kind ?? throw new ArgumentException("The predicate is not on an entity.", nameof(predicate));
        return new() { Selection = new Selection(ContentTable.Of(kind)), Where = predicate.Condition, Order = [], Size = 1 };
    }

    /// <summary>Looks up the results of every predicate for these entities in one snapshot.</summary>
    private async ValueTask LoadEntitiesAsync(long[] entities, CancellationToken cancellationToken)
    {
        var mergedIds = _predicates.Where(p => p.DependsOnOthers).ToDictionary(p => p, p => MergedIdRewrite.For(ToList(p)));
        Statement[] merged = [.. mergedIds.Values.Select(m => m.Statement).OfType<Statement>()];
        await using var snapshot = news.Open(Visibility.Public, readsOnce: true);
        if (merged.Length > 0)
        {
            // A predicate on other entities may contain the id of a merged entity.
            await snapshot.RunAsync(merged, last: false, cancellationToken);
        }

        Condition[] conditions =
            [.. _predicates.Select(p => mergedIds.TryGetValue(p, out var ids) ? ids.Rewrite(ToList(p)).Where : p.Condition)];
        await snapshot.RunAsync(
            [SelectEntities(entities, conditions, () => snapshot.Cursor.Position)], last: true, cancellationToken);

        // A deleted entity has no row, so every predicate is false for it.
        foreach (var id in entities)
        {
            _ofEntities.TryAdd(id, (new bool[_predicates.Count], snapshot.Cursor.Position));
        }
    }

    private Statement SelectEntities(long[] ids, Condition[] conditions, Func<long> position)
    {
        var sql = new SqlText();
        sql.Append($"select e.id{Columns(sql, conditions)} from entity e where e.id = any({sql.AddParameter(ids)})");
        return new Statement(sql, row => _ofEntities[row.GetInt64(0)] = (ReadResults(row), position()));
    }

    /// <summary>Returns the SQL of one column for each predicate. For a predicate on articles, the column is false.</summary>
    private string Columns(SqlText sql, Condition[] conditions)
    {
        var compiler = new ConditionSql(sql, Visibility.Public);
        return string.Concat(_predicates.Zip(conditions, (predicate, condition) => predicate.IsOnArticle
            ? ", false"
            : string.Create(CultureInfo.InvariantCulture, $", coalesce({compiler.Compile(condition, "e")}, false)")));
    }

    private bool[] ReadResults(NpgsqlDataReader row) => [.. Enumerable.Range(1, _predicates.Count).Select(row.GetBoolean)];
}

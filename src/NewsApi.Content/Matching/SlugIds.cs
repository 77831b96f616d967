using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Reading.Statements;
using NewsApi.Content.Wire;
using NewsApi.Content.Wire.Rows;

namespace NewsApi.Content.Matching;

/// <summary>
/// The people, places and topics that the slugs of a filter lead to, for one reader of the log. With their ids, the facts decide. A slug
/// leads to the same entity as long as that entity exists; if it is merged, the slug leads to the survivor. So ids are only added here.
/// </summary>
internal sealed class SlugIds(SnapshotFactory news)
{
    private HashSet<long>[] _ids = [];
    private bool[] _isChanged = [];
    private bool _isLoaded;
    private bool _isDeleted;

    /// <summary>Returns whether the slug leads to one of the ids after a change.</summary>
    public bool? LeadsTo(int slug, IEnumerable<long> ids) => _isLoaded ? ids.Any(_ids[slug].Contains) : null;

    /// <summary>
    /// Returns whether the slug led to one of the ids before a change, for all changes that were delivered before. It is unknown if an
    /// entity of the slug has changed since the reader began: its slug may be newer. If another entity was deleted since, the slug may
    /// have led to that entity.
    /// </summary>
    public bool? LedTo(int slug, IEnumerable<long> ids) => !_isLoaded ? null
        : ids.Any(_ids[slug].Contains) ? (_isChanged[slug] ? null : true)
        : _isDeleted ? null : false;

    /// <summary>Looks the ids up at the first call, and again if a change is of a person, place or topic.</summary>
    /// <param name="changes">The next changes of the log.</param>
    public async ValueTask LoadAsync(
        IReadOnlyList<EntitySlug> slugs, IReadOnlyList<WireChange> changes, CancellationToken cancellationToken)
    {
        var entities = changes.Where(c => c.Kind == ChangeKind.Entity).Select(c => c.SubjectId).ToHashSet();
        if (slugs.Count == 0 || changes.Count == 0 || (_isLoaded && entities.Count == 0))
        {
            return;
        }

        if (!_isLoaded)
        {
            (_ids, _isChanged) = ([.. slugs.Select(_ => new HashSet<long>())], new bool[slugs.Count]);
        }

        List<long> changedSince = [];
        await using var snapshot = news.Open(Visibility.Everything, readsOnce: true);
        Statement[] statements = _isLoaded
            ? [SelectIds(slugs, isChange: true)]
            : [SelectIds(slugs, isChange: false), SelectChangedSince(slugs, changes[0].Position - 1, changedSince)];
        await snapshot.RunAsync(statements, last: true, cancellationToken);
        entities.UnionWith(changedSince);
        for (var i = 0; i < slugs.Count; i++)
        {
            _isChanged[i] |= _ids[i].Overlaps(entities);
        }

        _isDeleted |= changedSince.Exists(id => !Array.Exists(_ids, ids => ids.Contains(id)));
        _isLoaded = true;
    }

    private static string Found(SqlText sql, IReadOnlyList<EntitySlug> slugs)
    {
        var kinds = sql.AddParameter(slugs.Select(s => (short)s.Kind).ToArray());
        var texts = sql.AddParameter(slugs.Select(s => s.Slug).ToArray());
        var given = $"unnest({kinds}, {texts}) with ordinality as given(kind, slug, number)";
        return sql.AddTable($"""
            select given.number, e.id from {given} join entity e on e.kind = given.kind and e.slug = given.slug
            union all
            select given.number, f.subject_id from {given} join former_slug f on f.kind = given.kind and f.slug = given.slug
            """);
    }

    /// <summary>Selects the ids of each slug, with the ids of the entities that were merged into those.</summary>
    private Statement SelectIds(IReadOnlyList<EntitySlug> slugs, bool isChange)
    {
        var sql = new SqlText();
        var found = Found(sql, slugs);
        sql.Append(
            $"""
            select number, id from {found}
            union all select found.number, m.id from {found} found join merged_entity m on m.into_id = found.id
            """);
        return new Statement(sql, row =>
        {
            var slug = (int)row.GetInt64(0) - 1;
            _isChanged[slug] |= _ids[slug].Add(row.GetInt64(1)) && isChange;
        });
    }

    /// <summary>
    /// Selects the changed entities after a position of the log: those that a slug leads to, and those that do not exist any more.
    /// </summary>
    private static Statement SelectChangedSince(IReadOnlyList<EntitySlug> slugs, long position, List<long> changed)
    {
        var sql = new SqlText();
        var found = Found(sql, slugs);
        sql.Append(
            $"""
            select c.subject_id from wire_change c
            where c.position > {sql.AddParameter(position)} and c.kind = {sql.AddParameter((short)ChangeKind.Entity)}
            and (c.subject_id in (select id from {found})
            or c.subject_id in (select m.id from {found} found join merged_entity m on m.into_id = found.id)
            or not exists (select from entity e where e.id = c.subject_id)
            and not exists (select from merged_entity m where m.id = c.subject_id))
            """);
        return new Statement(sql, row => changed.Add(row.GetInt64(0)));
    }
}

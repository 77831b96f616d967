using System.Globalization;
using NewsApi.Content.Articles;
using NewsApi.Content.Matching.Facts;
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
    private readonly HashSet<long> _deleted = [];
    private SlugTarget[] _targets = [];
    private bool _isLoaded;
    private bool _isCurrent;
    private long _readAt;

    /// <summary>Returns whether the slug leads to the entity of a mention after a change, or to an ancestor of the entity.</summary>
    public bool? LeadsTo(int slug, MentionFacts mention) => _isLoaded ? _targets[slug].LeadsTo(mention) : null;

    /// <summary>
    /// Returns whether the slug led there before a change, for all changes that were delivered before. This is unknown if the mention has
    /// the id of a deleted entity, because the slug may have led to that entity.
    /// </summary>
    public bool? LedTo(int slug, MentionFacts mention) => !_isLoaded ? null
        : _targets[slug].LedTo(mention) is not false and var led ? led
        : _targets[slug].Candidates(mention).Any(_deleted.Contains) ? null : false;

    /// <summary>
    /// Looks the ids up at the first call, and again if a change is of a person, place or topic. Also looks up whether the public may see
    /// an entity if that depends on the articles that mention the entity.
    /// </summary>
    /// <param name="changes">The next changes of the log.</param>
    public async ValueTask LoadAsync(
        IReadOnlyList<EntitySlug> slugs, IReadOnlyList<WireChange> changes, CancellationToken cancellationToken)
    {
        if (slugs.Count == 0 || changes.Count == 0)
        {
            return;
        }

        var reads = !_isCurrent || changes.Any(c => c.Kind == ChangeKind.Entity) || Array.Exists(_targets, t => t.DependsOnArticles);

        // In later changes, no facts before the change have an entity that was already deleted when the ids were read.
        long[] named = reads || changes[0].Position <= _readAt ? [.. IdsBefore(changes).Distinct()] : [];
        List<Statement> statements = named.Length > 0 ? [SelectDeleted(named)] : [];
        if (!_isLoaded)
        {
            _targets = [.. slugs.Select(s => new SlugTarget(s.Below))];
            statements.Add(new Statement(
                ChangedSince(slugs, changes[0].Position - 1), row => _targets[row.GetInt64(0) - 1].IsChanged = true));
        }

        if (reads)
        {
            // If the statement fails, the next call reads again.
            _isCurrent = false;
            Array.ForEach(_targets, t => t.BeginRead());
            statements.Add(SelectIds(slugs));
        }

        if (statements.Count > 0)
        {
            await using var snapshot = news.Open(Visibility.Everything, readsOnce: true);
            await snapshot.RunAsync([.. statements], last: true, cancellationToken);
            _readAt = reads ? snapshot.Cursor.Position : _readAt;
        }

        (_isLoaded, _isCurrent) = (true, true);
    }

    /// <summary>
    /// Selects the numbers of the slugs that lead to an entity with a change after a position of the log. PostgreSQL looks each entity up
    /// in an index, because every segment of a long catch-up needs this statement.
    /// </summary>
    internal static SqlText ChangedSince(IReadOnlyList<EntitySlug> slugs, long position)
    {
        var sql = new SqlText();
        var found = Found(sql, slugs);
        var kind = ((int)ChangeKind.Entity).ToString(CultureInfo.InvariantCulture);
        sql.Append(
            $"""
            select distinct found.number from wire_change c join {found} found on found.id = c.subject_id
            where c.kind = {kind} and c.subject_id = any(array(select id from {found})) and c.position > {sql.AddParameter(position)}
            """);
        return sql;
    }

    private static IEnumerable<long> IdsBefore(IReadOnlyList<WireChange> changes) => changes
        .Where(c => c.Kind == ChangeKind.Article).SelectMany(c => c.Before?.Parse(ChangeFacts.FromJson).Mentions ?? [])
        .SelectMany(m => m.Ids.Concat(m.Within));

    /// <summary>Returns a table of the ids of each slug, with the ids of the entities that were merged into those.</summary>
    private static string Found(SqlText sql, IReadOnlyList<EntitySlug> slugs)
    {
        var kinds = sql.AddParameter(slugs.Select(s => (short)s.Kind).ToArray());
        var texts = sql.AddParameter(slugs.Select(s => s.Slug).ToArray());
        var given = $"unnest({kinds}, {texts}) with ordinality as given(kind, slug, number)";
        var leads = sql.AddTable($"""
            select given.number, e.id from {given} join entity e on e.kind = given.kind and e.slug = given.slug
            union all
            select given.number, f.subject_id from {given} join former_slug f on f.kind = given.kind and f.slug = given.slug
            """);
        return sql.AddTable($"""
            select number, id, id as into_id from {leads}
            union all select leads.number, m.id, m.into_id from {leads} leads join merged_entity m on m.into_id = leads.id
            """);
    }

    private Statement SelectIds(IReadOnlyList<EntitySlug> slugs)
    {
        var sql = new SqlText();
        sql.Append(
            $"""
            select found.number, found.id, {VisibilitySql.Entity("e", Visibility.Public)}, e.curated and not e.kept_back
            from {Found(sql, slugs)} found join entity e on e.id = found.into_id
            """);
        return new Statement(
            sql, row => _targets[row.GetInt64(0) - 1].Add(row.GetInt64(1), row.GetBoolean(2), row.GetBoolean(3), isFirst: !_isLoaded));
    }

    /// <summary>Selects those of the ids that lead to no entity any more.</summary>
    private Statement SelectDeleted(long[] ids)
    {
        var sql = new SqlText();
        sql.Append(
            $"""
            select given.id from unnest({sql.AddParameter(ids)}) as given(id)
            where not exists (select from entity e where e.id = given.id)
            and not exists (select from merged_entity m where m.id = given.id)
            """);
        return new Statement(sql, row => _deleted.Add(row.GetInt64(0)));
    }
}

using Microsoft.EntityFrameworkCore;
using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using NewsApi.Content.Wire;
using Npgsql;

namespace NewsApi.Content.Publishing;

/// <summary>Unit of work that merges a person, place or topic into another: holds the locks of the tree and of both rows.</summary>
internal sealed class EntityMerge
{
    private static readonly string[] Steps =
    [
        // An article that mentions both keeps one mention, with the stronger relation, the higher relevance and the spans of both.
        $"""
        update mention stays set
          relation = {MentionStrength.StrongerSql("stays.relation", "goes.relation")},
          relevance = greatest(stays.relevance, goes.relevance), ordinal = least(stays.ordinal, goes.ordinal),
          origin = least(stays.origin, goes.origin),
          spans = (select coalesce(jsonb_agg(span order by (span->>'start')::int), '[]')
            from jsonb_array_elements(stays.spans || goes.spans) span)
        from mention goes where stays.article_id = goes.article_id and goes.entity_id = $1 and stays.entity_id = $2
        """,
        """
        delete from mention goes
        where entity_id = $1 and exists (select from mention stays where stays.article_id = goes.article_id and stays.entity_id = $2)
        """,
        "update mention set entity_id = $2 where entity_id = $1",
        "insert into removed_link select article_id, $2 from removed_link where entity_id = $1 on conflict do nothing",
        "update merged_entity set into_id = $2 where into_id = $1",

        // A uri that the merged entity took over from another entity has a row already. That row now leads to the survivor.
        """
        insert into merged_entity (id, kind, uri, into_id)
        select e.id, e.kind, case when not exists (select from merged_entity m where m.kind = e.kind and m.uri = e.uri) then e.uri end, $2
        from entity e where e.id = $1
        """,
        "update former_slug f set subject_id = $2 from entity e where e.id = $1 and f.kind = e.kind and f.subject_id = e.id",
        "insert into former_slug (kind, slug, subject_id) select kind, slug, $2 from entity where id = $1",
        "delete from entity where id = $1 and id <> $2",
    ];

    private readonly EntityStore _store;
    private readonly Entity _merged;
    private readonly Entity _survivor;
    private readonly DependentChanges _dependent;
    private readonly ILookup<long, Mention> _mentionsBefore;
    private readonly List<long> _children = [];

    private EntityMerge(
        EntityStore store, Entity merged, Entity survivor, DependentChanges dependent, ILookup<long, Mention> mentionsBefore) =>
        (_store, _merged, _survivor, _dependent, _mentionsBefore) = (store, merged, survivor, dependent, mentionsBefore);

    /// <summary>Locks both entities, in the order of their ids, and reads the lineages and mentions that the merge will change.</summary>
    /// <param name="id">The entity to merge.</param>
    /// <param name="into">The surviving entity; the id of a merged entity stands for the entity that it was merged into.</param>
    /// <returns>The unit of work. Null if one of the entities does not exist or the two cannot be merged; an error is then added.</returns>
    public static async Task<EntityMerge?> OpenAsync(
        NpgsqlConnection connection, long id, long into, List<PublishingError> errors, CancellationToken cancellationToken)
    {
        await TreeLock.HoldAsync(connection, cancellationToken);
        var store = new EntityStore(connection);
        into = await store.ResolveMergedAsync(into, cancellationToken);
        var first = await store.LockAsync(Math.Min(id, into), cancellationToken);
        var second = await store.LockAsync(Math.Max(id, into), cancellationToken);
        var (merged, survivor) = id < into ? (first, second) : (second, first);
        if (merged is null || survivor is null)
        {
            errors.Add(new PublishingError.NotFound("entity", merged is null ? id : into));
            return null;
        }

        if (id == into || merged.Kind != survivor.Kind)
        {
            errors.Add(new PublishingError.InvalidValue("into", id == into
                ? "This is the same entity; merge it into another."
                : "The two are of different kinds; a person can only be merged into a person, and so on."));
            return null;
        }

        return new(
            store, merged, survivor,
            await DependentChanges.BeginAsync(connection, [id, into], cancellationToken),
            await MentionsAsync(connection, id, into, cancellationToken));
    }

    /// <summary>Moves children, mentions, ids, uri and slugs to the surviving entity, and removes the merged one.</summary>
    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        // 1. Children. A survivor within the merged entity is moved out first; otherwise it would become its own parent.
        var (id, into) = (_merged.Id, _survivor.Id);
        if ((await _store.AncestorsAsync(into, cancellationToken)).Contains(id))
        {
            _survivor.LieWithin(_merged.Parent());
            await _store.ScalarAsync(
                "update entity set parent_id = (select parent_id from entity where id = $1) where id = $2", cancellationToken, id, into);
        }

        _survivor.UpdatedAt = await DatabaseClock.ReadAsync(_store.Connection, cancellationToken);
        var children = await _store.ScalarAsync(
            """
            with moved as (update entity set parent_id = $2, updated_at = $3 where parent_id = $1 returning id)
            select array_agg(id order by id) from moved
            """,
            cancellationToken, id, into, _survivor.UpdatedAt);
        _children.AddRange(children as long[] ?? []);

        // 2. Mentions, ids, uri and slugs.
        foreach (var step in Steps)
        {
            await _store.ScalarAsync(step, cancellationToken, id, into);
        }

        // 3. The properties that the survivor lacks. They come last, because the uri is free only after the merged entity is deleted.
        TakeOver(_merged, _survivor);
        await _store.UpdateAsync(_survivor, cancellationToken);
    }

    /// <summary>
    /// Appends the rows of the affected articles to the log. Returns the log rows of the two entities and of the moved children, which the
    /// caller must append. After this call the transaction may write only to the log.
    /// </summary>
    public async Task<PendingResult<EntityRef>> SaveAsync(CancellationToken cancellationToken)
    {
        await _dependent.AppendAsync(_store.Connection, BeforeMerge, cancellationToken);
        ChangeEntry[] log = [.. _children.Append(_merged.Id).Append(_survivor.Id).Select(EntityStore.Entry)];
        return new PendingResult<EntityRef>.Changed(new(_survivor.Id, _survivor.Kind), log);
    }

    /// <summary>
    /// Reads every mention of the merged entity, and each mention of the survivor in the same articles. Groups them by article.
    /// </summary>
    private static async Task<ILookup<long, Mention>> MentionsAsync(
        NpgsqlConnection connection, long id, long into, CancellationToken cancellationToken)
    {
        await using var db = NewsDbContext.On(connection);
        var naming = db.Mentions.Where(m => m.EntityId == id).Select(m => m.ArticleId);
        var mentions = await db.Mentions.Where(m => m.EntityId == id || (m.EntityId == into && naming.Contains(m.ArticleId)))
            .AsNoTracking().ToListAsync(cancellationToken);
        return mentions.ToLookup(m => m.ArticleId);
    }

    private Article BeforeMerge(Article article)
    {
        var before = article.Copy();
        if (_mentionsBefore.Contains(article.Id))
        {
            before.Mentions.RemoveAll(m => m.EntityId == _survivor.Id);
            before.Mentions.AddRange(_mentionsBefore[article.Id]);
            before.Mentions.Sort((a, b) => a.Ordinal.CompareTo(b.Ordinal));
        }

        return before;
    }

    private static void TakeOver(Entity merged, Entity survivor)
    {
        var known = NameKey.Of(survivor.Name, survivor.Aliases).ToHashSet(StringComparer.Ordinal);
        survivor.Aliases = [.. survivor.Aliases, .. merged.Aliases.Prepend(merged.Name).Where(name => known.Add(NameKey.Of(name)))];
        survivor.NameKeys = NameKey.Of(survivor.Name, survivor.Aliases);
        survivor.SameAs = [.. survivor.SameAs.Union(merged.SameAs, StringComparer.Ordinal)];
        survivor.Uri ??= merged.Uri;
        survivor.Description ??= merged.Description;

        // The survivor takes over KeptBack only if no editor or gazetteer has described the survivor.
        survivor.KeptBack = survivor.Curated ? survivor.KeptBack : merged.KeptBack;
        survivor.Curated |= merged.Curated;
        if ((merged, survivor) is (Place from, Place to))
        {
            (to.PlaceKind, to.CountryCode) = (to.PlaceKind ?? from.PlaceKind, to.CountryCode ?? from.CountryCode);
            (to.Latitude, to.Longitude) = to.Latitude is null || to.Longitude is null
                ? (from.Latitude, from.Longitude)
                : (to.Latitude, to.Longitude);
        }
        else if ((merged, survivor) is (Topic mergedTopic, Topic topic))
        {
            topic.Code ??= mergedTopic.Code;
        }
    }
}

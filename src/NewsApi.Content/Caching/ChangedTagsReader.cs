using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using NewsApi.Content.Wire;
using NewsApi.Content.Wire.Rows;
using Npgsql;

namespace NewsApi.Content.Caching;

/// <summary>Returns the tags of changes of the log: of the rows and lists that a change may have changed for public readers.</summary>
public sealed class ChangedTagsReader(NewsDatabase database)
{
    private static readonly EntityKind[] Kinds = Enum.GetValues<EntityKind>();

    /// <summary>Returns the tags of each change. A change has no tags if it concerns only articles that are not public.</summary>
    public async Task<IReadOnlyList<IReadOnlyList<string>>> ReadAsync(
        IReadOnlyList<WireChange> changes, CancellationToken cancellationToken)
    {
        var entities = await ReadEntitiesAsync([.. changes.SelectMany(FindEntities).Distinct()], cancellationToken);
        return [.. changes.Select(change => Tags(change, entities))];
    }

    private static string[] Tags(WireChange change, Dictionary<long, (EntityKind Kind, bool IsPublic)> entities)
    {
        if (change.Kind == ChangeKind.Entity)
        {
            // The kind of a deleted entity is not known.
            EntityKind[] kinds = entities.TryGetValue(change.SubjectId, out var entity) ? [entity.Kind] : Kinds;
            return [CacheTags.OfEntity(change.SubjectId), .. kinds.Select(CacheTags.OfList)];
        }

        if (change is { Before: null, After: null })
        {
            return [];
        }

        // An entity that neither an editor nor a gazetteer made is public while a public article mentions it.
        var changed = FindMentionChanges(change).Where(m => !entities.GetValueOrDefault(m.EntityId).IsPublic).ToArray();
        return
        [
            CacheTags.OfArticle(change.SubjectId),
            CacheTags.Articles,
            .. changed.SelectMany(m => m.Ids).Distinct().Select(CacheTags.OfEntity),
            .. changed.Select(m => CacheTags.OfList(m.Kind)).Distinct(),
        ];
    }

    private static IEnumerable<long> FindEntities(WireChange change) =>
        change.Kind == ChangeKind.Entity ? [change.SubjectId] : FindMentionChanges(change).Select(m => m.EntityId);

    /// <summary>Returns the mentions of entities that a public article mentions only before or only after the change.</summary>
    private static IEnumerable<MentionFacts> FindMentionChanges(WireChange change)
    {
        var (before, after) = (FindMentions(change.Before), FindMentions(change.After));
        return before.ExceptBy(after.Select(m => m.EntityId), m => m.EntityId)
            .Concat(after.ExceptBy(before.Select(m => m.EntityId), m => m.EntityId));
    }

    private static ValueList<MentionFacts> FindMentions(LazyJson? facts) =>
        facts is null ? [] : facts.Parse(ChangeFacts.FromJson).Mentions;

    /// <summary>
    /// Reads the kinds of entities, and which of them are public whatever the articles mention. The present state suffices: if it was
    /// another one at the time of the change, the log has a change of the entity itself.
    /// </summary>
    private async Task<Dictionary<long, (EntityKind Kind, bool IsPublic)>> ReadEntitiesAsync(
        long[] ids, CancellationToken cancellationToken)
    {
        var entities = new Dictionary<long, (EntityKind, bool)>();
        if (ids.Length == 0)
        {
            return entities;
        }

        await using var command = database.Source.CreateCommand(
            """
            select id, kind, curated and not kept_back from entity where id = any($1)
            union all select id, kind, false from merged_entity where id = any($1)
            """);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = ids });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            entities[reader.GetInt64(0)] = ((EntityKind)reader.GetInt16(1), reader.GetBoolean(2));
        }

        return entities;
    }
}

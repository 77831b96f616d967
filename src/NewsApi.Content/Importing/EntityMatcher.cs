using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using NewsApi.Content.Publishing;
using Npgsql;

namespace NewsApi.Content.Importing;

/// <summary>
/// Finds the person, place or topic that an item mentions, or creates the entity. Only entities of the same kind match. The first of these
/// rules that finds an entity applies:
/// <list type="number">
/// <item>The <c>uri</c> of the entity, or of an entity merged into it, is the identifier in the item.</item>
/// <item>The code of the entity is the identifier.</item>
/// <item>A <c>sameAs</c> of the entity is the identifier.</item>
/// <item>The name or an alias of the entity is the name in the item, as <see cref="NameKey"/> folds both. This rule does not apply if the
/// entity and the item have different identifiers from the same vocabulary. Different identifiers mean two different entities that share a
/// name.</item>
/// </list>
/// Identifiers are compared in every spelling of <see cref="Vocabulary.Spellings"/>. If several entities match, a curated one is preferred,
/// then one that matches by name and not by alias, then the lowest id. A created entity is not curated. An entity that is not curated and
/// has no identifier takes over the identifier of the item. The name of an entity that is not curated may be only its identifier, or the
/// last part of its identifier. Such an entity takes over the name in the item.
/// </summary>
/// <remarks>
/// The database is read for each batch, in two statements. A cache that outlives a batch would miss the entities that other writers commit.
/// </remarks>
internal sealed class EntityMatcher(SlugAllocator slugs)
{
    private static readonly BulkWriter<Entity> Writer = new();

    private readonly Dictionary<long, MatchCandidate> _byId = [];
    private readonly IdentifierIndex _identified = new();
    private readonly Dictionary<(EntityKind, string), List<MatchCandidate>> _byKey = [];
    private readonly List<(MatchCandidate Candidate, IncomingMention Mention)> _created = [];

    /// <summary>Loads the entities that the mentions of a batch may match.</summary>
    public async Task LoadAsync(BatchChanges batch, IReadOnlyCollection<IncomingMention> mentions, CancellationToken cancellationToken)
    {
        var identifiers = mentions.Where(m => m.Uri is not null).Select(m => (m.Kind, Uri: m.Uri ?? "")).Distinct()
            .SelectMany(m => Vocabulary.Spellings(m.Uri).Select(spelling => (m.Kind, Text: spelling))).Distinct().ToArray();
        await LoadAsync(
            batch,
            """
            with named as (select kind, text from unnest($1, $2) as named(kind, text))
            select e.id, e.kind, e.uri, e.name_keys, e.curated, e.name, e.slug, named.text, 0
            from named join entity e on e.kind = named.kind and e.uri = named.text
            union all
            select e.id, e.kind, e.uri, e.name_keys, e.curated, e.name, e.slug, named.text, 0
            from named join merged_entity m on m.kind = named.kind and m.uri = named.text join entity e on e.id = m.into_id
            union all
            select e.id, e.kind, e.uri, e.name_keys, e.curated, e.name, e.slug, named.text, 1
            from named join entity e on e.kind = named.kind and e.code = named.text
            union all
            select e.id, e.kind, e.uri, e.name_keys, e.curated, e.name, e.slug, named.text, 2
            from named join entity e on e.kind = named.kind and e.same_as @> array[named.text]
            """,
            identifiers, cancellationToken);
        var byName = mentions.Where(m => _identified.Find(m.Kind, m.Uri) is null)
            .Select(m => (m.Kind, Text: NameKey.Of(m.Name))).Distinct().ToArray();
        await LoadAsync(
            batch,
            """
            select id, kind, uri, name_keys, curated, name, slug, null, 0 from entity where kind = any($1) and name_keys && $2
            """,
            byName, cancellationToken);
    }

    /// <summary>
    /// Returns the mentions as an article stores them. Each entity has one mention, which has the strongest relation and the highest
    /// relevance.
    /// </summary>
    public List<Resolved> Resolve(IEnumerable<IncomingMention> mentions)
    {
        var resolved = new List<Resolved>();
        foreach (var mention in mentions)
        {
            var entity = Find(mention) ?? Create(mention);
            var known = resolved.FindIndex(r => r.Entity == entity);
            if (known < 0)
            {
                resolved.Add(new(entity, mention.Relation, mention.Relevance));
            }
            else
            {
                var first = resolved[known];
                resolved[known] = first with
                {
                    Relation = MentionStrength.Stronger(first.Relation, mention.Relation),
                    Relevance = MentionStrength.Higher(first.Relevance, mention.Relevance),
                };
            }
        }

        return resolved;
    }

    /// <summary>Assigns ids to the created entities, writes the created and the changed ones, and adds their rows of the log.</summary>
    public async Task WriteAsync(BatchChanges batch, CancellationToken cancellationToken)
    {
        var ids = await batch.NewIdsAsync("entity", _created.Count, cancellationToken);
        for (var i = 0; i < ids.Length; i++)
        {
            _created[i].Candidate.Id = ids[i];
        }

        if (!batch.Writes)
        {
            return;
        }

        var requests = _created.ConvertAll(created => SlugOf(created.Candidate));
        var found = await slugs.TakeAsync(batch.Connection, SlugAllocator.TakenByEntities, requests, cancellationToken);
        var rows = _created.Zip(found, (created, slug) => NewEntity(created.Candidate, created.Mention, slug, batch.Now)).ToArray();
        await Writer.InsertAsync(batch.Connection, rows, cancellationToken);
        var changed = _byId.Values.Where(c => c.HasNewUri || c.HasNewName).OrderBy(c => c.Id).ToArray();
        await IdentifyAsync(batch, [.. changed.Where(c => c.HasNewUri)], cancellationToken);
        await RenameAsync(batch, [.. changed.Where(c => c.HasNewName)], cancellationToken);
        batch.AddEntities(rows.Select(e => e.Id).Concat(changed.Select(c => c.Id)));
    }

    private static (short Kind, string Slug) SlugOf(MatchCandidate candidate) =>
        ((short)candidate.Kind, Slug.From(candidate.Name, candidate.Kind.ToString().ToLowerInvariant()));

    private static Entity NewEntity(MatchCandidate candidate, IncomingMention mention, string slug, DateTimeOffset now)
    {
        var entity = Entity.New(mention.Kind, candidate.Name);
        if (entity is Place place)
        {
            (place.Latitude, place.Longitude) = (mention.Latitude, mention.Longitude);
        }

        entity.Id = candidate.Id;
        entity.Slug = slug;
        entity.Uri = candidate.Uri;
        entity.NameKeys = NameKey.Of(candidate.Name, []);
        entity.UpdatedAt = now;
        return entity;
    }

    private static async Task IdentifyAsync(BatchChanges batch, MatchCandidate[] identified, CancellationToken cancellationToken)
    {
        if (identified.Length == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            "update entity set uri = named.uri, updated_at = $3 from unnest($1, $2) as named(id, uri) where entity.id = named.id",
            batch.Connection);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. identified.Select(c => c.Id)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. identified.Select(c => c.Uri ?? "")] });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = batch.Now });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>
    /// Writes the names of entities that had only their identifier as a name, and slugs that are made from these names. The former slugs
    /// still lead to the entities.
    /// </summary>
    private async Task RenameAsync(BatchChanges batch, MatchCandidate[] renamed, CancellationToken cancellationToken)
    {
        var found = await slugs.TakeAsync(
            batch.Connection, SlugAllocator.TakenByEntities, [.. renamed.Select(SlugOf)], cancellationToken);
        foreach (var (candidate, slug) in renamed.Zip(found))
        {
            // The row stays as it is if an editor has described the entity since it was read.
            await using var command = new NpgsqlCommand(
                "update entity set name = $2, name_keys = $3, slug = $4, updated_at = $5 where id = $1 and not curated", batch.Connection)
            {
                Parameters =
                {
                    new NpgsqlParameter<long> { TypedValue = candidate.Id },
                    new NpgsqlParameter<string> { TypedValue = candidate.Name },
                    new NpgsqlParameter<string[]> { TypedValue = NameKey.Of(candidate.Name, []) },
                    new NpgsqlParameter<string> { TypedValue = slug },
                    new NpgsqlParameter<DateTimeOffset> { TypedValue = batch.Now },
                },
            };
            if (await command.ExecuteNonQueryAsync(cancellationToken) > 0)
            {
                await SlugAssignment.ReplaceAsync(
                    batch.Connection, (short)candidate.Kind, candidate.Slug, slug, candidate.Id, wasPublic: true, cancellationToken);
            }
        }
    }

    private MatchCandidate? Find(IncomingMention mention)
    {
        var found = _identified.Find(mention.Kind, mention.Uri) ?? FindByName(mention);
        if (found is not { Curated: false })
        {
            return found;
        }

        if (found.Uri is null && mention.Uri is { } uri)
        {
            found.Identify(uri);
            _identified.Add(mention.Kind, uri, 0, found);
        }

        if (Vocabulary.IsStandIn(found.Name, found.Uri) && !Vocabulary.IsStandIn(mention.Name, mention.Uri))
        {
            found.Rename(mention.Name);
            AddKey(found, NameKey.Of(mention.Name));
        }

        return found;
    }

    private MatchCandidate? FindByName(IncomingMention mention)
    {
        var key = NameKey.Of(mention.Name);
        return _byKey.GetValueOrDefault((mention.Kind, key), [])
            .Where(c => !Vocabulary.Distinguishes(c.Uri, mention.Uri))
            .OrderByDescending(c => c.Curated).ThenByDescending(c => c.Keys[0] == key).ThenBy(c => c.Order)
            .FirstOrDefault();
    }

    private MatchCandidate Create(IncomingMention mention)
    {
        var created = new MatchCandidate(mention.Kind, mention.Name, mention.Uri, NameKey.Of(mention.Name, []));
        Add(created);
        _created.Add((created, mention));
        return created;
    }

    private async Task LoadAsync(BatchChanges batch, string sql, (EntityKind Kind, string Text)[] keys, CancellationToken cancellationToken)
    {
        if (keys.Length == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(sql, batch.Connection);
        command.Parameters.Add(new NpgsqlParameter<short[]> { TypedValue = [.. keys.Select(w => (short)w.Kind)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. keys.Select(w => w.Text)] });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var id = reader.GetInt64(0);
            if (!_byId.TryGetValue(id, out var candidate))
            {
                var uri = await reader.IsDBNullAsync(2, cancellationToken) ? null : reader.GetString(2);
                candidate = new MatchCandidate(
                    (EntityKind)reader.GetInt16(1), reader.GetString(5), uri, reader.GetFieldValue<string[]>(3))
                {
                    Id = id,
                    Order = id,
                    Curated = reader.GetBoolean(4),
                    Slug = reader.GetString(6),
                };
                Add(_byId[id] = candidate);
            }

            if (!await reader.IsDBNullAsync(7, cancellationToken))
            {
                _identified.Add(candidate.Kind, reader.GetString(7), reader.GetInt32(8), candidate);
            }
        }
    }

    private void Add(MatchCandidate candidate)
    {
        if (candidate.Uri is { } uri)
        {
            _identified.Add(candidate.Kind, uri, 0, candidate);
        }

        foreach (var key in candidate.Keys)
        {
            AddKey(candidate, key);
        }
    }

    private void AddKey(MatchCandidate candidate, string key)
    {
        if (_byKey.TryGetValue((candidate.Kind, key), out var list))
        {
            list.Add(candidate);
        }
        else
        {
            _byKey[(candidate.Kind, key)] = [candidate];
        }
    }

    internal sealed record Resolved(MatchCandidate Entity, MentionRelation Relation, int? Relevance);
}

using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using NewsApi.Content.Publishing;
using Npgsql;

namespace NewsApi.Content.Importing;

/// <summary>
/// Finds the person, place or topic that an item names, or creates it. Within the kind it matches the <c>uri</c>, of the entity or of one
/// that was merged into it; else the name or an alias, as <see cref="NameKey"/> folds them. Among several a curated entity goes before
/// others, its name before an alias, the lower id before the higher. An entity that is not found is created, not curated. A name does not
/// match where the two identifiers come from one vocabulary and differ (<see cref="Vocabulary"/>): then they are two things of one name. An
/// entity without identifier that is not curated takes over the identifier of an item.
/// </summary>
/// <remarks>Reads the database for each batch, in two statements; a memory across batches would miss what other writers commit.</remarks>
internal sealed class EntityMatcher(SlugAllocator slugs)
{
    private static readonly BulkWriter<Entity> Writer = new();

    private readonly Dictionary<long, Candidate> _byId = [];
    private readonly Dictionary<(EntityKind, string), Candidate> _byUri = [];
    private readonly Dictionary<(EntityKind, string), List<Candidate>> _byKey = [];
    private readonly List<(Candidate Candidate, IncomingMention Mention)> _created = [];
    private readonly List<Candidate> _identified = [];

    /// <summary>Loads the entities that the mentions of a batch may match.</summary>
    public async Task LoadAsync(BatchChanges batch, IReadOnlyCollection<IncomingMention> mentions, CancellationToken cancellationToken)
    {
        var byUri = mentions.Where(m => m.Uri is not null).Select(m => (m.Kind, Text: m.Uri ?? "")).Distinct().ToArray();
        await LoadAsync(
            batch,
            """
            select e.id, e.kind, e.uri, e.name_keys, e.curated, named.uri
            from unnest($1, $2) as named(kind, uri) join entity e on e.kind = named.kind and e.uri = named.uri
            union all
            select e.id, e.kind, e.uri, e.name_keys, e.curated, named.uri
            from unnest($1, $2) as named(kind, uri)
            join merged_entity m on m.kind = named.kind and m.uri = named.uri join entity e on e.id = m.into_id
            """,
            byUri, cancellationToken);
        var byName = mentions.Where(m => m.Uri is null || !_byUri.ContainsKey((m.Kind, m.Uri)))
            .Select(m => (m.Kind, Text: NameKey.Of(m.Name))).Distinct().ToArray();
        await LoadAsync(
            batch,
            "select id, kind, uri, name_keys, curated, uri from entity where kind = any($1) and name_keys && $2",
            byName, cancellationToken);
    }

    /// <summary>The mentions as an article stores them: each entity once, with the stronger of two mentions.</summary>
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

    /// <summary>Assigns ids to the created entities, writes them, and adds their rows of the log.</summary>
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

        var requests = _created.ConvertAll(m =>
            ((short)m.Mention.Kind, Slug.From(m.Mention.Name, m.Mention.Kind.ToString().ToLowerInvariant())));
        var found = await slugs.TakeAsync(batch.Connection, SlugAllocator.TakenByEntities, requests, cancellationToken);
        var rows = _created.Zip(found, (created, slug) => NewEntity(created.Candidate, created.Mention, slug, batch.Now)).ToArray();
        await Writer.InsertAsync(batch.Connection, rows, cancellationToken);
        var identified = _identified.Where(c => !_created.Exists(m => m.Candidate == c)).ToArray();
        await IdentifyAsync(batch, identified, cancellationToken);
        batch.AddEntities(rows.Select(e => e.Id).Concat(identified.Select(c => c.Id)));
    }

    private static Entity NewEntity(Candidate candidate, IncomingMention mention, string slug, DateTimeOffset now)
    {
        var entity = Entity.New(mention.Kind, mention.Name);
        if (entity is Place place)
        {
            (place.Latitude, place.Longitude) = (mention.Latitude, mention.Longitude);
        }

        entity.Id = candidate.Id;
        entity.Slug = slug;
        entity.Uri = candidate.Uri;
        entity.NameKeys = NameKey.Of(mention.Name, []);
        entity.UpdatedAt = now;
        return entity;
    }

    private static async Task IdentifyAsync(BatchChanges batch, Candidate[] identified, CancellationToken cancellationToken)
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

    private Candidate? Find(IncomingMention mention)
    {
        if (mention.Uri is not null && _byUri.TryGetValue((mention.Kind, mention.Uri), out var identified))
        {
            return identified;
        }

        var key = NameKey.Of(mention.Name);
        var found = _byKey.GetValueOrDefault((mention.Kind, key), [])
            .Where(c => !Vocabulary.Distinguishes(c.Uri, mention.Uri))
            .OrderByDescending(c => c.Curated).ThenByDescending(c => c.Keys[0] == key).ThenBy(c => c.Order)
            .FirstOrDefault();
        if (found is { Uri: null, Curated: false } && mention.Uri is not null)
        {
            found.Uri = mention.Uri;
            _byUri.Add((mention.Kind, mention.Uri), found);
            _identified.Add(found);
        }

        return found;
    }

    private Candidate Create(IncomingMention mention)
    {
        var created = new Candidate(mention.Kind, NameKey.Of(mention.Name, []), false, long.MaxValue) { Uri = mention.Uri };
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
                var kind = (EntityKind)reader.GetInt16(1);
                Add(_byId[id] = candidate = new Candidate(kind, reader.GetFieldValue<string[]>(3), reader.GetBoolean(4), id)
                {
                    Id = id,
                    Uri = await reader.IsDBNullAsync(2, cancellationToken) ? null : reader.GetString(2),
                });
            }

            if (!await reader.IsDBNullAsync(5, cancellationToken))
            {
                // The identifier of an entity that was merged into it leads here too.
                _byUri[(candidate.Kind, reader.GetString(5))] = candidate;
            }
        }
    }

    private void Add(Candidate candidate)
    {
        if (candidate.Uri is not null)
        {
            _byUri.Add((candidate.Kind, candidate.Uri), candidate);
        }

        foreach (var key in candidate.Keys)
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
    }

    /// <summary>An entity that a mention may match; a created one gets its id when it is written.</summary>
    /// <param name="Order">The id of a stored entity; created ones come last, in the order of their creation.</param>
    internal sealed record Candidate(EntityKind Kind, string[] Keys, bool Curated, long Order)
    {
        public long Id { get; set; }

        public string? Uri { get; set; }

        public bool Equals(Candidate? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }

    internal sealed record Resolved(Candidate Entity, MentionRelation Relation, int? Relevance);
}

using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using NewsApi.Content.Publishing;
using NewsApi.Content.Wire;
using Npgsql;

namespace NewsApi.Content.Importing;

/// <summary>
/// Finds the person, place or topic that an item names, or makes it. Within the kind: by <c>uri</c>, its own or one that was merged into it; else by name or alias as
/// <see cref="NameKey"/> folds them, where a curated entity goes before others, its own name before an alias, the lower id
/// before the higher; else it is made, not curated. A name does not match where the two identifiers come from one vocabulary
/// and differ (<see cref="Vocabulary"/>): then they are two things of one name. An entity without identifier that only items
/// made takes the one an item brings.
/// </summary>
/// <remarks>Asks the database anew for each batch, in two statements; a memory across batches could not know what others write.</remarks>
internal sealed class EntityMatcher(SlugAllocator slugs)
{
    private static readonly BulkWriter<Entity> Writer = new();

    private readonly Dictionary<long, Candidate> _byId = [];
    private readonly Dictionary<(EntityKind, string), Candidate> _byUri = [];
    private readonly Dictionary<(EntityKind, string), List<Candidate>> _byKey = [];
    private readonly List<(Candidate Candidate, IncomingMention Mention)> _made = [];
    private readonly List<Candidate> _identified = [];

    /// <summary>Loads what the mentions of a batch may match.</summary>
    public async Task LoadAsync(BatchChanges batch, IReadOnlyCollection<IncomingMention> mentions, CancellationToken cancellationToken)
    {
        var byUri = mentions.Where(m => m.Uri is not null).Select(m => (m.Kind, Text: m.Uri!)).Distinct().ToArray();
        await LoadAsync(
            batch,
            """
            select e.id, e.kind, e.uri, e.name_keys, e.curated, named.uri
            from unnest($1, $2) as named(kind, uri) join entity e on e.kind = named.kind and e.uri = named.uri
            union all
            select e.id, e.kind, e.uri, e.name_keys, e.curated, named.uri
            from unnest($1, $2) as named(kind, uri) join merged_entity m on m.kind = named.kind and m.uri = named.uri join entity e on e.id = m.into_id
            """,
            byUri, cancellationToken);
        var byName = mentions.Where(m => m.Uri is null || !_byUri.ContainsKey((m.Kind, m.Uri)))
            .Select(m => (m.Kind, Text: NameKey.Of(m.Name))).Distinct().ToArray();
        await LoadAsync(
            batch,
            "select id, kind, uri, name_keys, curated, uri from entity where kind = any($1) and name_keys && $2",
            byName, cancellationToken);
    }

    /// <summary>The mentions as an article keeps them, each entity once: what named it twice is one mention.</summary>
    public List<Resolved> Resolve(IEnumerable<IncomingMention> mentions)
    {
        var resolved = new List<Resolved>();
        foreach (var mention in mentions)
        {
            var entity = Find(mention) ?? Make(mention);
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
                    Relation = Strength(mention.Relation) > Strength(first.Relation) ? mention.Relation : first.Relation,
                    Relevance = mention.Relevance > (first.Relevance ?? -1) ? mention.Relevance : first.Relevance,
                };
            }
        }

        return resolved;
    }

    /// <summary>Gives ids to the entities that were made, writes them, and tells the log.</summary>
    public async Task WriteAsync(BatchChanges batch, CancellationToken cancellationToken)
    {
        var ids = await batch.NewIdsAsync("entity", _made.Count, cancellationToken);
        for (var i = 0; i < ids.Length; i++)
        {
            _made[i].Candidate.Id = ids[i];
        }

        if (!batch.Writes)
        {
            return;
        }

        var wishes = _made.ConvertAll(m => ((short)m.Mention.Kind, Slug.From(m.Mention.Name, m.Mention.Kind.ToString().ToLowerInvariant())));
        var given = await slugs.TakeAsync(batch.Connection, SlugAllocator.TakenByEntities, wishes, cancellationToken);
        var rows = _made.Zip(given, (made, slug) => NewEntity(made.Candidate, made.Mention, slug, batch.Now)).ToArray();
        await Writer.InsertAsync(batch.Connection, rows, cancellationToken);
        var identified = _identified.Where(c => !_made.Exists(m => m.Candidate == c)).ToArray();
        await IdentifyAsync(batch, identified, cancellationToken);
        batch.Log.AddRange(rows.Select(e => e.Id).Concat(identified.Select(c => c.Id))
            .Select(id => new ChangeEntry(ChangeKind.Entity, id, null, null)));
    }

    private static int Strength(MentionRelation relation) => relation switch
    {
        MentionRelation.About => 2,
        MentionRelation.Located => 1,
        _ => 0,
    };

    private static Entity NewEntity(Candidate candidate, IncomingMention mention, string slug, DateTimeOffset now)
    {
        Entity entity = mention.Kind switch
        {
            EntityKind.Person => new Person { Slug = slug, Name = mention.Name },
            EntityKind.Place => new Place { Slug = slug, Name = mention.Name, Latitude = mention.Latitude, Longitude = mention.Longitude },
            EntityKind.Topic => new Topic { Slug = slug, Name = mention.Name },
            _ => throw new ArgumentOutOfRangeException(nameof(mention)),
        };
        entity.Id = candidate.Id;
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
            "update entity set uri = named.uri, updated_at = $3 from unnest($1, $2) as named(id, uri) where entity.id = named.id", batch.Connection);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. identified.Select(c => c.Id)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. identified.Select(c => c.Uri!)] });
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

    private Candidate Make(IncomingMention mention)
    {
        var made = new Candidate(mention.Kind, NameKey.Of(mention.Name, []), false, long.MaxValue) { Uri = mention.Uri };
        Add(made);
        _made.Add((made, mention));
        return made;
    }

    private async Task LoadAsync(BatchChanges batch, string sql, (EntityKind Kind, string Text)[] wanted, CancellationToken cancellationToken)
    {
        if (wanted.Length == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(sql, batch.Connection);
        command.Parameters.Add(new NpgsqlParameter<short[]> { TypedValue = [.. wanted.Select(w => (short)w.Kind)] });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. wanted.Select(w => w.Text)] });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var id = reader.GetInt64(0);
            if (!_byId.TryGetValue(id, out var candidate))
            {
                Add(_byId[id] = candidate = new Candidate((EntityKind)reader.GetInt16(1), reader.GetFieldValue<string[]>(3), reader.GetBoolean(4), id)
                {
                    Id = id,
                    Uri = await reader.IsDBNullAsync(2, cancellationToken) ? null : reader.GetString(2),
                });
            }

            if (!await reader.IsDBNullAsync(5, cancellationToken))
            {
                // Also by the identifier of one that was merged into it.
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

    /// <summary>An entity that a name may mean; its id comes with the writing where it is new.</summary>
    /// <param name="Order">The id where it has one; new ones come last, in the order they were made.</param>
    internal sealed record Candidate(EntityKind Kind, string[] Keys, bool Curated, long Order)
    {
        public long Id { get; set; }

        public string? Uri { get; set; }

        public bool Equals(Candidate? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
    }

    internal sealed record Resolved(Candidate Entity, MentionRelation Relation, int? Relevance);
}

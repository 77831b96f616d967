using Microsoft.EntityFrameworkCore;
using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using NewsApi.Content.Publishing;

namespace NewsApi.Content.Importing;

/// <summary>
/// The gazetteer entries of one batch. An entry describes the entity of its kind with its <c>uri</c>, else with its slug, else with its
/// name; the identifier of an entity that only items named may also be the code or a <c>sameAs</c> of the entry. Slug and name do not match
/// where <see cref="Vocabulary"/> distinguishes the two; and a curated entity matches by its name only where the entry has neither uri nor
/// slug, because two presidents may share a name. The entry replaces the stored properties, and the entity is curated from then on; only a
/// curated one keeps its slug.
/// </summary>
internal sealed class EntityBatch(BatchChanges batch, SlugAllocator slugs, ImportMemory memory)
{
    private static readonly BulkWriter<Entity> Writer = new();

    private readonly List<EntityState> _states = [];
    private readonly Dictionary<(EntityKind, string), EntityState> _references = [];
    private readonly List<OpenParent> _open = [];

    /// <summary>Runs every step of the batch except appending to the log and committing.</summary>
    /// <returns>The outcome of each entry, in order; null where it has to wait for the entry's parent.</returns>
    public async Task<ItemOutcome?[]> RunAsync(IReadOnlyList<PreparedItem> items, CancellationToken cancellationToken)
    {
        // 1. The entities that entries may describe, locked in the order of their ids.
        var entries = items.Select(i => (IncomingEntity)i.Item).ToArray();
        var former = await LoadAsync(entries, cancellationToken);

        // 2. Each entry finds its entity or creates one.
        var states = entries.Select(entry => Describe(entry, former)).ToArray();
        await IdentifyAsync(cancellationToken);

        // 3. Parents, as far as they exist yet.
        var tree = await EntityTree.LoadAsync(
            batch, [.. ParentsOf(entries)], [.. _states.Select(s => s.Entity.Id)], cancellationToken);
        var outcomes = entries.Select((entry, i) => Place(entry, states[i], tree)).ToArray();

        // 4. The rows are written, and the log's rows are collected.
        if (batch.Writes)
        {
            await WriteAsync(cancellationToken);
        }

        return outcomes;
    }

    private static IEnumerable<(EntityKind Kind, string Reference)> ParentsOf(IncomingEntity[] entries)
    {
        foreach (var entry in entries)
        {
            if (entry.Parent is { } parent)
            {
                yield return (entry.Kind, parent);
            }
        }
    }

    /// <summary>Called after the commit.</summary>
    public void Remember()
    {
        foreach (var ((kind, reference), state) in _references)
        {
            memory.Remember(kind, reference, state.Entity.Id);
        }

        memory.OpenParents.AddRange(_open);
    }

    private async Task<MergedNames> LoadAsync(IncomingEntity[] entries, CancellationToken cancellationToken)
    {
        short[] kinds = [.. entries.Select(e => (short)e.Kind)];
        string?[] uris = [.. entries.Select(e => e.Uri)];
        string?[] entrySlugs = [.. entries.Select(e => e.Slug)];
        string[] keys = [.. entries.Select(e => NameKey.Of(e.Name)).Distinct()];
        var others = entries.SelectMany(e => IdentifiersOf(e).Select(text => ((short)e.Kind, text))).Distinct().ToArray();
        short[] otherKinds = [.. others.Select(o => o.Item1)];
        string[] otherUris = [.. others.Select(o => o.text)];
        await using var db = batch.Db();
        long[] ids = [.. await db.Database.SqlQuery<long>(
            $"""
            select e.id from unnest({kinds}, {uris}) as entry(kind, uri) join entity e on e.kind = entry.kind and e.uri = entry.uri
            union select e.id from unnest({kinds}, {entrySlugs}) as entry(kind, slug)
            join entity e on e.kind = entry.kind and e.slug = entry.slug
            union select e.id from unnest({otherKinds}, {otherUris}) as entry(kind, uri)
            join entity e on e.kind = entry.kind and e.uri = entry.uri and not e.curated
            union select e.id from entity e where e.name_keys && {keys}
            """).ToListAsync(cancellationToken)];
        var former = await MergedNames.LoadAsync(batch.Connection, entries, cancellationToken);
        ids = [.. ids.Union(former.Owners)];
        var candidates = batch.Writes
            ? db.Entities.FromSql($"select * from entity where id = any({ids}) order by id for update")
            : db.Entities.Where(e => ids.Contains(e.Id)).OrderBy(e => e.Id);
        var survivors = await db.MergedEntities.Where(m => ids.Contains(m.IntoId)).Select(m => m.IntoId).ToListAsync(cancellationToken);
        var stored = await candidates.AsNoTracking().ToListAsync(cancellationToken);
        _states.AddRange(stored.Select(e => new EntityState(e, isNew: false, survivors.Contains(e.Id))));
        return former;
    }

    /// <returns>The entity, and whether the entry's properties apply: they do not where an editor merged the entry's entity into
    /// another.</returns>
    private (EntityState State, bool Applies) Describe(IncomingEntity entry, MergedNames former)
    {
        var state = Find(entry, former, out var applies);
        if (state is null)
        {
            _states.Add(state = new EntityState(Entity.New(entry.Kind, entry.Name), isNew: true));
        }

        if (applies)
        {
            state.Describe(entry, batch.Now);
        }

        if (entry.Uri is not null)
        {
            _references[(entry.Kind, entry.Uri)] = state;
        }

        if (entry.Slug is not null)
        {
            _references[(entry.Kind, entry.Slug)] = state;
        }

        return (state, applies);
    }

    /// <summary>The identifiers of an entry beside its <c>uri</c>, in every spelling.</summary>
    private static IEnumerable<string> IdentifiersOf(IncomingEntity entry) =>
        entry.SameAs.Append(entry.Code).Append(entry.Uri).OfType<string>().SelectMany(Vocabulary.Spellings)
            .Where(text => text != entry.Uri);

    private EntityState? Find(IncomingEntity entry, MergedNames former, out bool applies)
    {
        var kin = _states.Where(s => s.Entity.GetType() == EntityState.TypeOf(entry.Kind)).ToArray();
        var key = NameKey.Of(entry.Name);
        applies = true;
        if (entry.Uri is not null && Array.Find(kin, s => s.Entity.Uri == entry.Uri) is { } identified)
        {
            return identified;
        }

        // An item named the thing first, by one of its other identifiers.
        var others = IdentifiersOf(entry).ToHashSet(StringComparer.Ordinal);
        if (others.Count > 0 && Array.Find(kin, s => !s.Entity.Curated && s.Entity.Uri is { } uri && others.Contains(uri)) is { } named)
        {
            return named;
        }

        if (former.Survivor(entry) is { } survivor)
        {
            applies = false;
            return Array.Find(kin, s => s.Entity.Id == survivor);
        }

        if (former.Holder(entry) is { } holder
            && Array.Find(kin, s => s.Entity.Id == holder && !Differ(s) && s.Entity.NameKeys.Contains(key)) is { } renamed)
        {
            // The slug was replaced, or it belonged to an entity that was merged and whose name is an alias now.
            applies = renamed.Entity.NameKeys[0] == key;
            return renamed;
        }

        return Array.Find(kin, s => entry.Slug is not null && (s.Entity.Slug == entry.Slug || s.RequestedSlug == entry.Slug) && !Differ(s))
            ?? kin.Where(s => s.Entity.NameKeys.Contains(key) && !Differ(s) && (!s.Entity.Curated || entry is { Uri: null, Slug: null }))
                .OrderByDescending(s => s.Entity.NameKeys[0] == key).ThenByDescending(s => s.Entity.Curated).FirstOrDefault();

        bool Differ(EntityState state) => Vocabulary.Distinguishes(state.Entity.Uri, entry.Uri);
    }

    /// <summary>Assigns ids to new entities, and slugs to new ones and to those that become curated.</summary>
    private async Task IdentifyAsync(CancellationToken cancellationToken)
    {
        var created = _states.Where(s => s.IsNew).ToArray();
        var ids = await batch.NewIdsAsync("entity", created.Length, cancellationToken);
        for (var i = 0; i < ids.Length; i++)
        {
            created[i].Entity.Id = ids[i];
        }

        var requesting = _states.Where(s => s.RequestedSlug is not null && s.RequestedSlug != s.Entity.Slug).ToArray();
        var requests = requesting.Select(s => ((short)s.Kind, s.RequestedSlug ?? s.Entity.Slug)).ToArray();
        var found = await slugs.TakeAsync(batch.Connection, SlugAllocator.TakenByEntities, requests, cancellationToken);
        for (var i = 0; i < found.Length; i++)
        {
            requesting[i].Entity.Slug = found[i];
        }
    }

    private ItemOutcome? Place(IncomingEntity entry, (EntityState State, bool Applies) described, EntityTree tree)
    {
        var state = described.State;
        var outcome = new ItemOutcome(entry.Origin, entry.Name, state.Result) { Warnings = entry.Warnings };
        if (!described.Applies)
        {
            return outcome with { Result = ItemResult.Unchanged };
        }

        if (entry.Parent is null || entry.Kind == EntityKind.Person)
        {
            tree.Move(state.Entity.Id, null);
            state.Entity.LieWithin(null);
            outcome = outcome with { Result = state.Result };
            return entry.Parent is null
                ? outcome
                : outcome.With(new("person-with-parent", $"A person has no parent: '{entry.Parent}' was left out."));
        }

        var parent = _references.TryGetValue((entry.Kind, entry.Parent), out var inBatch)
            ? inBatch.Entity.Id
            : memory.Entity(entry.Kind, entry.Parent) ?? tree.Find(entry.Kind, entry.Parent);
        if (parent is null)
        {
            _open.Add(new(state.Entity.Id, entry.Kind, entry.Parent, outcome));
            return null;
        }

        if (!tree.Move(state.Entity.Id, parent))
        {
            return EntityTree.Circle(outcome, entry.Parent);
        }

        state.Entity.LieWithin(parent);
        return outcome with { Result = state.Result };
    }

    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var created = _states.Where(s => s.IsNew).ToArray();
        var changed = _states.Where(s => s is { IsNew: false, HasChanged: true }).ToArray();

        long[] moved = [.. changed.Where(s => s.HasMoved).Select(s => s.Entity.Id)];
        var dependent = await DependentChanges.BeginAsync(batch.Connection, moved, cancellationToken);

        // Changed entities first: a new one may take a slug that another has just given up.
        await Writer.UpdateAsync(batch.Connection, [.. changed.Select(s => s.Entity)], cancellationToken);
        await Writer.InsertAsync(batch.Connection, [.. created.Select(s => s.Entity)], cancellationToken);
        foreach (var state in changed)
        {
            if (state.FormerSlug is { } former)
            {
                await SlugAssignment.ReplaceAsync(
                    batch.Connection, (short)state.Kind, former, state.Entity.Slug, state.Entity.Id, wasPublic: true, cancellationToken);
            }
        }

        batch.AddEntities(created.Concat(changed).Select(s => s.Entity.Id));
        await batch.AddDependentAsync(dependent, cancellationToken);
    }
}

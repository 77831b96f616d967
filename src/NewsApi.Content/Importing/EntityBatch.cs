using Microsoft.EntityFrameworkCore;
using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using NewsApi.Content.Publishing;

namespace NewsApi.Content.Importing;

/// <summary>
/// Imports the gazetteer entries of one batch. An entry describes an entity of its kind. The first of these rules that finds an entity
/// applies:
/// <list type="number">
/// <item>The entity has the entry's <c>uri</c>.</item>
/// <item>The entity has the entry's slug.</item>
/// <item>The entity has the entry's name.</item>
/// </list>
/// An entity that is not curated also matches if its identifier is the code or a <c>sameAs</c> of the entry. A slug or name does not match
/// if <see cref="Vocabulary"/> distinguishes the identifiers of the entity and the entry. A curated entity matches by its name only if the
/// entry has neither uri nor slug, because two presidents may share a name. The entry replaces the stored properties, and the entity is
/// curated from then on. An entity that was curated before keeps its slug.
/// </summary>
internal sealed class EntityBatch(BatchChanges batch, SlugAllocator slugs, ImportMemory memory)
{
    private static readonly BulkWriter<Entity> Writer = new();

    private readonly EntityStates _states = new();
    private readonly Dictionary<(EntityKind, string), EntityState> _references = [];
    private readonly List<OpenParent> _open = [];

    /// <summary>Runs every step of the batch except appending to the log and committing.</summary>
    /// <returns>The outcome of each entry, in order. An outcome is null if the parent of the entry is not known yet.</returns>
    public async Task<ItemOutcome?[]> RunAsync(IReadOnlyList<PreparedItem> items, CancellationToken cancellationToken)
    {
        // 1. Load the entities that entries may describe. The lock on the tree keeps other writers of entities away.
        var entries = items.Select(i => (IncomingEntity)i.Item).ToArray();
        var former = await LoadAsync(entries, cancellationToken);

        // 2. Find or create the entity of each entry.
        var states = entries.Select(entry => Describe(entry, former)).ToArray();
        await IdentifyAsync(cancellationToken);

        // 3. Set the parents that exist already.
        var tree = await EntityTree.LoadAsync(
            batch, [.. ParentsOf(entries)], [.. _states.All.Select(s => s.Entity.Id)], cancellationToken);
        var outcomes = entries.Select((entry, i) => Place(entry, states[i], tree)).ToArray();

        // 4. Write the rows, and collect the rows of the log.
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

    /// <summary>Adds the entities to the memory of the import. Called after the commit.</summary>
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
        var former = await MergedNames.LoadAsync(batch.Connection, entries, cancellationToken);
        var found = await EntityCandidates.FindAsync(batch.Connection, entries, former, cancellationToken);
        long[] ids = [.. found.Union(former.Owners)];
        if (ids.Length == 0)
        {
            return former;
        }

        await using var db = batch.Db();
        var survivors = await db.MergedEntities.Where(m => ids.Contains(m.IntoId)).Select(m => m.IntoId).ToHashSetAsync(cancellationToken);
        await foreach (var entity in db.Entities.Where(e => ids.Contains(e.Id)).OrderBy(e => e.Id).AsNoTracking().AsAsyncEnumerable()
            .WithCancellation(cancellationToken))
        {
            _states.Add(new EntityState(entity, isNew: false, survivors.Contains(entity.Id)));
        }

        return former;
    }

    /// <returns>
    /// The entity, and whether the properties of the entry apply to it. They do not apply if an editor merged the entry's entity into
    /// another.
    /// </returns>
    private (EntityState State, bool Applies) Describe(IncomingEntity entry, MergedNames former)
    {
        var state = Find(entry, former, out var applies);
        if (state is null)
        {
            _states.Add(state = new EntityState(Entity.New(entry.Kind, entry.Name), isNew: true));
        }

        if (applies)
        {
            _states.Describe(state, entry, batch.Now);
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

    private EntityState? Find(IncomingEntity entry, MergedNames former, out bool applies)
    {
        applies = true;
        if (entry.Uri is not null && _states.WithUri(entry.Kind, entry.Uri) is { } identified)
        {
            return identified;
        }

        // An item mentioned the entity first, by one of its other identifiers.
        var named = EntityCandidates.IdentifiersOf(entry).Select(text => _states.WithUri(entry.Kind, text))
            .FirstOrDefault(s => s is { Entity.Curated: false });
        if (named is not null)
        {
            return named;
        }

        if (former.Survivor(entry) is { } survivor)
        {
            applies = false;
            return _states.Stored(survivor);
        }

        var key = NameKey.Of(entry.Name);
        if (former.Holder(entry) is { } holder
            && _states.Stored(holder) is { } renamed && !Differ(renamed) && renamed.Entity.NameKeys.Contains(key))
        {
            // The entity got another slug, or the slug belonged to an entity that was merged into this entity. The name of a merged entity
            // is an alias of this entity.
            applies = renamed.Entity.NameKeys[0] == key;
            return renamed;
        }

        return (entry.Slug is null ? null : _states.WithSlug(entry.Kind, entry.Slug).FirstOrDefault(s => !Differ(s)))
            ?? _states.WithName(entry.Kind, key)
                .Where(s => (!s.Entity.Curated || entry is { Uri: null, Slug: null }) && !Differ(s))
                .OrderByDescending(s => s.Entity.NameKeys[0] == key).ThenByDescending(s => s.Entity.Curated).FirstOrDefault();

        bool Differ(EntityState state) => Vocabulary.Distinguishes(state.Entity.Uri, entry.Uri);
    }

    /// <summary>Assigns ids and slugs to new entities, and slugs to entities that become curated.</summary>
    private async Task IdentifyAsync(CancellationToken cancellationToken)
    {
        var created = _states.All.Where(s => s.IsNew).ToArray();
        var ids = await batch.NewIdsAsync("entity", created.Length, cancellationToken);
        for (var i = 0; i < ids.Length; i++)
        {
            created[i].Entity.Id = ids[i];
        }

        var requesting = _states.All.Where(s => s.RequestedSlug is not null && s.RequestedSlug != s.Entity.Slug).ToArray();
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
        var created = _states.All.Where(s => s.IsNew).ToArray();
        var changed = _states.All.Where(s => s is { IsNew: false, HasChanged: true }).ToArray();

        long[] moved = [.. changed.Where(s => s.HasMoved).Select(s => s.Entity.Id)];
        var dependent = await DependentChanges.BeginAsync(batch.Connection, moved, cancellationToken);

        // Changed entities are written first, because a new one may take a slug that a changed one has just given up.
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

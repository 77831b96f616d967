using Microsoft.EntityFrameworkCore;
using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using NewsApi.Content.Publishing;
using NewsApi.Content.Wire;

namespace NewsApi.Content.Importing;

/// <summary>
/// The gazetteer entries of one batch. An entry is the entity of its kind with its <c>uri</c>, else its slug, else its name; the
/// last two not where <see cref="Vocabulary"/> says that they are two things, and a curated one by its name only where the entry
/// gives nothing better: two presidents may share a name. What the entry says replaces what was there, and
/// the entity is curated from then on; only a curated one keeps its slug.
/// </summary>
internal sealed class EntityBatch(BatchChanges batch, SlugAllocator slugs, ImportMemory memory)
{
    private static readonly BulkWriter<Entity> Writer = new();

    private readonly List<EntityState> _states = [];
    private readonly Dictionary<(EntityKind, string), EntityState> _references = [];
    private readonly List<OpenParent> _open = [];

    /// <summary>The outcome of each entry, in order; null where it has to wait for the entry's parent. Nothing is committed.</summary>
    public async Task<ItemOutcome?[]> RunAsync(IReadOnlyList<PreparedItem> items, CancellationToken cancellationToken)
    {
        // 1. What may be meant, locked in one order.
        var entries = items.Select(i => (IncomingEntity)i.Item).ToArray();
        var former = await LoadAsync(entries, cancellationToken);

        // 2. Each entry finds its entity or makes one.
        var states = entries.Select(entry => Describe(entry, former)).ToArray();
        await IdentifyAsync(cancellationToken);

        // 3. Parents, as far as they are there.
        var tree = await EntityTree.LoadAsync(
            batch, [.. entries.Where(e => e.Parent is not null).Select(e => (e.Kind, e.Parent!))], [.. _states.Select(s => s.Entity.Id)], cancellationToken);
        var outcomes = entries.Select((entry, i) => Place(entry, states[i], tree)).ToArray();

        // 4. Written, and the log's rows made ready.
        if (batch.Writes)
        {
            await WriteAsync(cancellationToken);
        }

        return outcomes;
    }

    /// <summary>To be called once what this batch did is committed.</summary>
    public void Remember()
    {
        foreach (var ((kind, reference), state) in _references)
        {
            memory.Meet(kind, reference, state.Entity.Id);
        }

        memory.OpenParents.AddRange(_open);
    }

    private async Task<MergedNames> LoadAsync(IncomingEntity[] entries, CancellationToken cancellationToken)
    {
        short[] kinds = [.. entries.Select(e => (short)e.Kind)];
        string?[] uris = [.. entries.Select(e => e.Uri)];
        string?[] wished = [.. entries.Select(e => e.Slug)];
        string[] keys = [.. entries.Select(e => NameKey.Of(e.Name)).Distinct()];
        await using var db = batch.Db();
        long[] ids = [.. await db.Database.SqlQuery<long>(
            $"""
            select e.id from unnest({kinds}, {uris}) as entry(kind, uri) join entity e on e.kind = entry.kind and e.uri = entry.uri
            union select e.id from unnest({kinds}, {wished}) as entry(kind, slug) join entity e on e.kind = entry.kind and e.slug = entry.slug
            union select e.id from entity e where e.name_keys && {keys}
            """).ToListAsync(cancellationToken)];
        var former = await MergedNames.LoadAsync(batch.Connection, entries, cancellationToken);
        ids = [.. ids.Union(former.Owners)];
        var candidates = batch.Writes
            ? db.Entities.FromSql($"select * from entity where id = any({ids}) order by id for update")
            : db.Entities.Where(e => ids.Contains(e.Id)).OrderBy(e => e.Id);
        var survivors = (await db.MergedEntities.Where(m => ids.Contains(m.IntoId)).Select(m => m.IntoId).ToListAsync(cancellationToken)).ToHashSet();
        _states.AddRange((await candidates.AsNoTracking().ToListAsync(cancellationToken)).Select(e => new EntityState(e, isNew: false, survivors.Contains(e.Id))));
        return former;
    }

    /// <returns>The entity, and whether the entry has a say in it: of one that an editor merged away it has none.</returns>
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

    private EntityState? Find(IncomingEntity entry, MergedNames former, out bool applies)
    {
        var kin = _states.Where(s => s.Entity.GetType() == EntityState.TypeOf(entry.Kind)).ToArray();
        var key = NameKey.Of(entry.Name);
        applies = true;
        if (entry.Uri is not null && Array.Find(kin, s => s.Entity.Uri == entry.Uri) is { } identified)
        {
            return identified;
        }

        if (former.Survivor(entry) is { } survivor)
        {
            applies = false;
            return Array.Find(kin, s => s.Entity.Id == survivor);
        }

        if (former.Holder(entry) is { } holder && kin.FirstOrDefault(s => s.Entity.Id == holder && !Differ(s) && s.Entity.NameKeys.Contains(key)) is { } renamed)
        {
            // The slug was exchanged, or it came with one that was merged and whose name is an alias now.
            applies = renamed.Entity.NameKeys[0] == key;
            return renamed;
        }

        return Array.Find(kin, s => entry.Slug is not null && (s.Entity.Slug == entry.Slug || s.WishedSlug == entry.Slug) && !Differ(s))
            ?? kin.Where(s => s.Entity.NameKeys.Contains(key) && !Differ(s) && (!s.Entity.Curated || entry is { Uri: null, Slug: null }))
                .OrderByDescending(s => s.Entity.NameKeys[0] == key).ThenByDescending(s => s.Entity.Curated).FirstOrDefault();

        bool Differ(EntityState state) => Vocabulary.Distinguishes(state.Entity.Uri, entry.Uri);
    }

    /// <summary>Ids for the new ones, slugs for those and for what becomes curated.</summary>
    private async Task IdentifyAsync(CancellationToken cancellationToken)
    {
        var created = _states.Where(s => s.IsNew).ToArray();
        var ids = await batch.NewIdsAsync("entity", created.Length, cancellationToken);
        for (var i = 0; i < ids.Length; i++)
        {
            created[i].Entity.Id = ids[i];
        }

        var wishing = _states.Where(s => s.WishedSlug is not null && s.WishedSlug != s.Entity.Slug).ToArray();
        var wishes = wishing.Select(s => ((short)s.Kind, s.WishedSlug!)).ToArray();
        var given = await slugs.TakeAsync(batch.Connection, SlugAllocator.TakenByEntities, wishes, cancellationToken);
        for (var i = 0; i < given.Length; i++)
        {
            wishing[i].Entity.Slug = given[i];
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
            return (outcome with { Result = state.Result }) is var done && entry.Parent is null
                ? done
                : done.With(new("person-with-parent", $"A person lies within nothing: the parent '{entry.Parent}' was left out."));
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
        var retelling = await DependentChanges.BeginAsync(batch.Connection, moved, cancellationToken);

        // Changed ones first: a new one may take a name that another has just given up.
        await Writer.UpdateAsync(batch.Connection, [.. changed.Select(s => s.Entity)], cancellationToken);
        await Writer.InsertAsync(batch.Connection, [.. created.Select(s => s.Entity)], cancellationToken);
        foreach (var state in changed.Where(s => s.FormerSlug is not null))
        {
            await SlugAssignment.ExchangeAsync(
                batch.Connection, (short)state.Kind, state.FormerSlug!, state.Entity.Slug, state.Entity.Id, wasSeen: true, cancellationToken);
        }

        batch.Log.AddRange(created.Concat(changed).Select(s => new ChangeEntry(ChangeKind.Entity, s.Entity.Id, null, null)));
        await batch.TellAsync(retelling, cancellationToken);
    }
}

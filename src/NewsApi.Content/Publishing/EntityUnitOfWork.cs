using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using Npgsql;

namespace NewsApi.Content.Publishing;

/// <summary>
/// Unit of work on one person, place or topic. Holds the lock of the tree, the entity's row lock, the stored state and the edited copy. A
/// command opens the unit of work and checks that the action is allowed. Then the command applies the change to the copy and saves the
/// copy.
/// </summary>
/// <remarks>
/// Errors are collected, so that an editor sees all of them; <see cref="SaveAsync"/> rejects the command if there are any.
/// </remarks>
internal sealed class EntityUnitOfWork
{
    private readonly EntityStore _store;
    private readonly EntityKind _kind;
    private readonly Entity _edited;
    private readonly EntityDraft? _draftBefore;
    private readonly EntitySnapshot? _before;
    private readonly List<PublishingError> _errors;

    private EntityUnitOfWork(EntityStore store, EntityKind kind, Entity? stored, List<PublishingError> errors)
    {
        (_store, _kind, _errors) = (store, kind, errors);
        _edited = stored ?? Entity.New(kind, "");
        _draftBefore = stored is null ? null : EntityDraft.Of(stored);
        _before = stored is null ? null : EntitySnapshot.Of(stored);
    }

    /// <summary>Locks an entity of a kind and loads it.</summary>
    /// <param name="id">The entity's id; the id of a merged entity stands for the surviving entity.</param>
    /// <param name="errors">Collects the errors of the whole command.</param>
    /// <returns>The unit of work. Null if there is no such entity; an error is then added.</returns>
    public static async Task<EntityUnitOfWork?> OpenAsync(
        NpgsqlConnection connection, EntityKind kind, long id, List<PublishingError> errors, CancellationToken cancellationToken)
    {
        await TreeLock.HoldAsync(connection, cancellationToken);
        var store = new EntityStore(connection);
        var entity = await store.LockAsync(await store.ResolveMergedAsync(id, cancellationToken), cancellationToken);
        if (entity?.Kind != kind)
        {
            errors.Add(new PublishingError.NotFound(NameOf(kind), id));
            return null;
        }

        return new(store, kind, entity, errors);
    }

    /// <summary>Locks the entity with exactly that id, of any kind, and loads it.</summary>
    /// <param name="errors">Collects the errors of the whole command.</param>
    /// <returns>The unit of work. Null if there is no such entity, or it was merged into another; an error is then added.</returns>
    public static async Task<EntityUnitOfWork?> OpenExactlyAsync(
        NpgsqlConnection connection, long id, List<PublishingError> errors, CancellationToken cancellationToken)
    {
        await TreeLock.HoldAsync(connection, cancellationToken);
        var store = new EntityStore(connection);
        if (await store.LockAsync(id, cancellationToken) is { } entity)
        {
            return new(store, entity.Kind, entity, errors);
        }

        errors.Add(new PublishingError.NotFound("entity", id));
        return null;
    }

    /// <summary>Opens a unit of work on a new entity.</summary>
    /// <param name="errors">Collects the errors of the whole command.</param>
    public static async Task<EntityUnitOfWork> NewAsync(
        NpgsqlConnection connection, EntityKind kind, List<PublishingError> errors, CancellationToken cancellationToken)
    {
        await TreeLock.HoldAsync(connection, cancellationToken);
        return new(new EntityStore(connection), kind, null, errors);
    }

    /// <summary>
    /// True if the entity may be deleted, because no article mentions it and it has no children. If the entity may not be deleted, an error
    /// is added.
    /// </summary>
    public async Task<bool> AllowDeleteAsync(CancellationToken cancellationToken)
    {
        var articles = await _store.NumberAsync("select count(*) from mention where entity_id = $1", cancellationToken, _edited.Id);
        var children = await _store.NumberAsync("select count(*) from entity where parent_id = $1", cancellationToken, _edited.Id);
        if (articles == 0 && children == 0)
        {
            return true;
        }

        _errors.Add(new PublishingError.EntityInUse(_edited.Id, articles, children));
        return false;
    }

    /// <summary>
    /// Checks an edit and applies it to the copy in memory: the properties, the parent and the slug. <see cref="SaveAsync"/> writes the
    /// copy.
    /// </summary>
    /// <param name="edit">Makes the new draft from a draft with the stored values, or from null if the entity is new.</param>
    public async Task ApplyAsync(Func<EntityDraft?, EntityDraft> edit, CancellationToken cancellationToken)
    {
        var draft = edit(_draftBefore);
        _errors.AddRange(EntityCheck.Check(_kind, draft, _draftBefore));
        if (_errors.Count > 0)
        {
            return;
        }

        if (draft.Uri is not null && draft.Uri != _draftBefore?.Uri
            && await _store.FindByUriAsync(_kind, draft.Uri, cancellationToken) is { } holder && holder != _edited.Id)
        {
            _errors.Add(new PublishingError.UriTaken(draft.Uri, holder));
        }

        long? parent = draft.ParentId is { } requested ? await ResolveParentAsync(requested, cancellationToken) : null;
        await AssignSlugAsync(draft, cancellationToken);
        if (_errors.Count == 0)
        {
            draft.ApplyTo(_edited);
            _edited.LieWithin(parent);
        }
    }

    /// <summary>
    /// Writes the entity, and appends a row to the log for each article that a new parent of the entity affects. Writes nothing if no
    /// property differs. After this call the transaction may write only to the log.
    /// </summary>
    public async Task<PendingResult<EntityRef>> SaveAsync(CancellationToken cancellationToken)
    {
        if (_errors.Count > 0)
        {
            return new PendingResult<EntityRef>.Rejected(_errors);
        }

        var after = EntitySnapshot.Of(_edited);
        if (after == _before)
        {
            return new PendingResult<EntityRef>.Unchanged(new(_edited.Id, _kind));
        }

        _edited.UpdatedAt = await DatabaseClock.ReadAsync(_store.Connection, cancellationToken);
        if (_before is null)
        {
            _edited.Id = await _store.NewIdAsync(cancellationToken);
            await _store.InsertAsync(_edited, cancellationToken);
            return Changed();
        }

        // The lineages of the articles' mentions are read before the move, and again after it.
        var dependent = _before.ParentId == after.ParentId
            ? null
            : await DependentChanges.BeginAsync(_store.Connection, [_edited.Id], cancellationToken);
        await _store.UpdateAsync(_edited, cancellationToken);
        if (_before.Slug != after.Slug)
        {
            await SlugAssignment.ReplaceAsync(
                _store.Connection, (short)_kind, _before.Slug, after.Slug, _edited.Id, wasPublic: true, cancellationToken);
        }

        if (dependent is not null)
        {
            await dependent.AppendAsync(_store.Connection, article => article, cancellationToken);
        }

        return Changed();
    }

    /// <summary>Deletes the entity and the slugs that lead to it.</summary>
    public async Task<PendingResult<EntityRef>> DeleteAsync(CancellationToken cancellationToken)
    {
        await _store.ScalarAsync(
            "delete from former_slug where kind = $1 and subject_id = $2", cancellationToken, (short)_kind, _edited.Id);
        await _store.ScalarAsync("delete from entity where id = $1", cancellationToken, _edited.Id);
        return Changed();
    }

    private PendingResult<EntityRef>.Changed Changed() => new(new(_edited.Id, _kind), [EntityStore.Entry(_edited.Id)]);

    private async Task<long> ResolveParentAsync(long requested, CancellationToken cancellationToken)
    {
        var parent = await _store.ResolveMergedAsync(requested, cancellationToken);
        if (await _store.KindOfAsync(parent, cancellationToken) != _kind)
        {
            _errors.Add(new PublishingError.InvalidValue("parentId", $"There is no {NameOf(_kind)} with this id."));
        }
        else if (parent == _edited.Id || (await _store.AncestorsAsync(parent, cancellationToken)).Contains(_edited.Id))
        {
            _errors.Add(new PublishingError.Circle(_edited.Id, parent));
        }

        return parent;
    }

    private async Task AssignSlugAsync(EntityDraft draft, CancellationToken cancellationToken)
    {
        if (draft.Slug is not null && draft.Slug != _edited.Slug)
        {
            (_edited.Slug, var error) = await SlugAssignment.TakeAsync(
                _store.Connection, (short)_kind, draft.Slug, _edited.Id, cancellationToken);
            _errors.AddRange(error is null ? [] : [error]);
        }
        else if (_edited.Slug.Length == 0)
        {
            _edited.Slug = await SlugAssignment.MakeAsync(_store.Connection, (short)_kind, draft.Name, NameOf(_kind), cancellationToken);
        }
    }

    private static string NameOf(EntityKind kind) => kind.ToString().ToLowerInvariant();
}

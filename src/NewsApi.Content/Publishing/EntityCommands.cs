using NewsApi.Content.Database;
using NewsApi.Content.Entities;

namespace NewsApi.Content.Publishing;

/// <summary>
/// What editors do to people, places and topics: a method an act, a transaction each. Nobody else writes meanwhile, because a
/// move or a merger changes which lists an article is in.
/// </summary>
public sealed class EntityCommands(NewsDatabase database)
{
    /// <summary>Makes one, or changes one. It is curated from then on.</summary>
    /// <param name="id">Which; one that was merged away means the one that stayed. Null for a new one.</param>
    /// <param name="edit">
    /// Makes what is to be said out of what is said now, null of a new one. It must be quick, and may be called again where another
    /// writer was in the way.
    /// </param>
    public Task<CommandResult<EntityRef>> UpsertAsync(
        EntityKind kind, long? id, Func<EntityDraft?, EntityDraft> edit, CancellationToken cancellationToken) =>
        RunAsync(scene => UpsertAsync(scene, kind, id, edit, cancellationToken), cancellationToken);

    /// <summary>
    /// Merges one into another of its kind. Articles that named it name the other, what lay within it lies within the other; its
    /// name becomes an alias, its id, slug and uri lead to the other. The other keeps what is said of it, and takes what it lacked.
    /// </summary>
    /// <param name="into">The one that stays.</param>
    public Task<CommandResult<EntityRef>> MergeAsync(long id, long into, CancellationToken cancellationToken) =>
        RunAsync(scene => EntityMerger.RunAsync(scene, id, into, cancellationToken), cancellationToken);

    /// <summary>Deletes one that no article names and nothing lies within.</summary>
    public Task<CommandResult<EntityRef>> DeleteAsync(long id, CancellationToken cancellationToken) =>
        RunAsync(scene => DeleteAsync(scene, id, cancellationToken), cancellationToken);

    private static async Task<CommandDraft<EntityRef>> UpsertAsync(
        EntityUnitOfWork scene, EntityKind kind, long? id, Func<EntityDraft?, EntityDraft> edit, CancellationToken cancellationToken)
    {
        // 1. What is there.
        var entity = id is null ? null : await scene.LockAsync(await scene.ResolveMergedAsync(id.Value, cancellationToken), cancellationToken);
        if (id is not null && entity?.Kind != kind)
        {
            return CommandDraft<EntityRef>.Refused(new PublishingError.NotFound(NameOf(kind), id.Value));
        }

        // 2. What is to be, as far as it can be.
        var before = entity is null ? null : EntityDraft.Of(entity);
        var draft = edit(before);
        var errors = EntityCheck.Of(kind, draft, before).ToList();
        if (errors.Count > 0)
        {
            return CommandDraft<EntityRef>.Refused(errors);
        }

        var said = entity is null ? null : EntitySnapshot.By(entity);
        entity ??= Entity.New(kind, draft.Name);
        if (draft.Uri is not null && draft.Uri != before?.Uri && await scene.HolderAsync(kind, draft.Uri, cancellationToken) is { } holder && holder != entity.Id)
        {
            errors.Add(new PublishingError.UriTaken(draft.Uri, holder));
        }

        var parent = draft.ParentId is { } wished ? await ParentAsync(scene, kind, entity.Id, wished, errors, cancellationToken) : null;
        await NameAsync(scene, kind, entity, draft, errors, cancellationToken);
        if (errors.Count > 0)
        {
            return CommandDraft<EntityRef>.Refused(errors);
        }

        // 3. Written; with a move, the articles concerned are told of.
        var retelling = said is not null && said.ParentId != parent ? await DependentChanges.BeginAsync(scene.Connection, [entity.Id], cancellationToken) : null;
        draft.PutInto(entity);
        entity.LieWithin(parent);
        if (said == EntitySnapshot.By(entity))
        {
            return new([], [], new(entity.Id, kind));
        }

        entity.UpdatedAt = await DatabaseClock.ReadAsync(scene.Connection, cancellationToken);
        if (said is null)
        {
            entity.Id = await scene.NewIdAsync(cancellationToken);
            await scene.InsertAsync(entity, cancellationToken);
        }
        else
        {
            await scene.UpdateAsync(entity, cancellationToken);
            if (said.Slug != entity.Slug)
            {
                await SlugAssignment.ExchangeAsync(scene.Connection, (short)kind, said.Slug, entity.Slug, entity.Id, wasSeen: true, cancellationToken);
            }
        }

        if (retelling is not null)
        {
            await scene.AppendDependentAsync(retelling, a => a, cancellationToken);
        }

        return new([EntityUnitOfWork.Entry(entity.Id)], [], new(entity.Id, kind));
    }

    private static async Task NameAsync(
        EntityUnitOfWork scene, EntityKind kind, Entity entity, EntityDraft draft, List<PublishingError> errors, CancellationToken cancellationToken)
    {
        if (draft.Slug is not null && draft.Slug != entity.Slug)
        {
            (entity.Slug, var error) = await SlugAssignment.WishedAsync(scene.Connection, (short)kind, draft.Slug, entity.Id, cancellationToken);
            errors.AddRange(error is null ? [] : [error]);
        }
        else if (entity.Slug.Length == 0)
        {
            entity.Slug = await SlugAssignment.MadeAsync(scene.Connection, (short)kind, draft.Name, NameOf(kind), cancellationToken);
        }
    }

    private static async Task<long?> ParentAsync(
        EntityUnitOfWork scene, EntityKind kind, long id, long wished, List<PublishingError> errors, CancellationToken cancellationToken)
    {
        var parent = await scene.ResolveMergedAsync(wished, cancellationToken);
        if (await scene.ScalarAsync("select kind from entity where id = $1", cancellationToken, parent) is not short found || found != (short)kind)
        {
            errors.Add(new PublishingError.InvalidValue("parentId", $"There is no such {NameOf(kind)}."));
        }
        else if (parent == id || (await scene.WithinAsync(parent, cancellationToken)).Contains(id))
        {
            errors.Add(new PublishingError.Circle(id, parent));
        }

        return parent;
    }

    private static async Task<CommandDraft<EntityRef>> DeleteAsync(EntityUnitOfWork scene, long id, CancellationToken cancellationToken)
    {
        if (await scene.LockAsync(id, cancellationToken) is not { } entity)
        {
            return CommandDraft<EntityRef>.Refused(new PublishingError.NotFound("entity", id));
        }

        var articles = (long)(await scene.ScalarAsync("select count(*) from mention where entity_id = $1", cancellationToken, id))!;
        var children = (long)(await scene.ScalarAsync("select count(*) from entity where parent_id = $1", cancellationToken, id))!;
        if (articles > 0 || children > 0)
        {
            return CommandDraft<EntityRef>.Refused(new PublishingError.EntityInUse(id, articles, children));
        }

        await scene.ScalarAsync("delete from former_slug where kind = $1 and subject_id = $2", cancellationToken, (short)entity.Kind, id);
        await scene.ScalarAsync("delete from entity where id = $1", cancellationToken, id);
        return new([EntityUnitOfWork.Entry(id)], [], new(id, entity.Kind));
    }

    private static string NameOf(EntityKind kind) => kind.ToString().ToLowerInvariant();

    private Task<CommandResult<EntityRef>> RunAsync(Func<EntityUnitOfWork, Task<CommandDraft<EntityRef>>> work, CancellationToken cancellationToken) =>
        CommandDraft<EntityRef>.RunAsync(
            database,
            async connection =>
            {
                await TreeLock.HoldAsync(connection, cancellationToken);
                return await work(new EntityUnitOfWork(connection));
            },
            cancellationToken);
}

using NewsApi.Content.Database;
using NewsApi.Content.Entities;

namespace NewsApi.Content.Publishing;

/// <summary>
/// The editors' commands on people, places and topics: one method and one transaction each. While such a command runs, no other writer of
/// content runs (<see cref="TreeLock"/>). The reason is that a move or a merge changes which lists an article belongs to.
/// </summary>
/// <param name="key">The key by which a repeat of a command is recognised; null without one.</param>
public sealed class EntityCommands(NewsDatabase database, CommandKey? key = null)
{
    private readonly CommandRunner _runner = new(database, key);

    /// <summary>Returns the same commands with a key by which their repeats are recognised.</summary>
    public EntityCommands With(CommandKey key) => new(database, key);

    /// <summary>
    /// Creates or edits an entity. The entity is curated from then on. This alone does not make the entity public: the edit must also set
    /// <see cref="EntityDraft.IsPublic"/> to true.
    /// </summary>
    /// <param name="id">
    /// The entity to edit; the id of a merged entity stands for the surviving entity. If null, an entity is created.
    /// </param>
    /// <param name="edit">
    /// Makes the new draft from a draft with the stored values, or from null if the entity is new. It must be quick, and is called again
    /// after a conflict with another writer.
    /// </param>
    public Task<CommandResult<EntityRef>> UpsertAsync(
        EntityKind kind, long? id, Func<EntityDraft?, EntityDraft> edit, CancellationToken cancellationToken) =>
        _runner.RunAsync<EntityRef>(
            async connection =>
            {
                var errors = new List<PublishingError>();
                var entity = id is { } existing
                    ? await EntityUnitOfWork.OpenAsync(connection, kind, existing, errors, cancellationToken)
                    : await EntityUnitOfWork.NewAsync(connection, kind, errors, cancellationToken);
                if (entity is null)
                {
                    return new PendingResult<EntityRef>.Rejected(errors);
                }

                await entity.ApplyAsync(edit, cancellationToken);
                return await entity.SaveAsync(cancellationToken);
            },
            cancellationToken);

    /// <summary>
    /// Merges an entity into another of its kind, the survivor. Mentions of the merged entity become mentions of the survivor, and its
    /// children become the survivor's children. Its name becomes an alias of the survivor; its id, slug and uri lead to the survivor. The
    /// survivor keeps its own properties, and takes over the properties that it lacks.
    /// </summary>
    /// <param name="id">The entity to merge; it is removed.</param>
    /// <param name="into">The surviving entity.</param>
    public Task<CommandResult<EntityRef>> MergeAsync(long id, long into, CancellationToken cancellationToken) =>
        _runner.RunAsync<EntityRef>(
            async connection =>
            {
                var errors = new List<PublishingError>();
                if (await EntityMerge.OpenAsync(connection, id, into, errors, cancellationToken) is not { } merge)
                {
                    return new PendingResult<EntityRef>.Rejected(errors);
                }

                await merge.ApplyAsync(cancellationToken);
                return await merge.SaveAsync(cancellationToken);
            },
            cancellationToken);

    /// <summary>Deletes an entity that no article mentions and that has no children.</summary>
    public Task<CommandResult<EntityRef>> DeleteAsync(long id, CancellationToken cancellationToken) =>
        _runner.RunAsync<EntityRef>(
            async connection =>
            {
                var errors = new List<PublishingError>();
                if (await EntityUnitOfWork.OpenExactlyAsync(connection, id, errors, cancellationToken) is not { } entity
                    || !await entity.AllowDeleteAsync(cancellationToken))
                {
                    return new PendingResult<EntityRef>.Rejected(errors);
                }

                return await entity.DeleteAsync(cancellationToken);
            },
            cancellationToken);
}

using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using Npgsql;

namespace NewsApi.Content.Publishing;

/// <summary>An article under an editor's hands: locked, as it is, and as it is to be.</summary>
/// <param name="Now">PostgreSQL's clock after the locks.</param>
internal sealed record ArticleUnitOfWork(NpgsqlConnection Connection, Article Before, Article After, DateTimeOffset Now)
{
    /// <summary>Locks the article and checks that the act may be done to it.</summary>
    /// <param name="act">Which act it is at that moment.</param>
    public static async Task<(ArticleUnitOfWork? Scene, PublishingError? Refusal)> OpenAsync(
        NpgsqlConnection connection, long id, int? expectedVersion, Func<DateTimeOffset, ArticleAction> act, CancellationToken cancellationToken)
    {
        // 1. The tree before the row, as everybody does; the clock after both, because while we waited an embargo may have ended.
        await TreeLock.ShareAsync(connection, cancellationToken);
        var before = (await ArticleStore.LockAsync(connection, [id], cancellationToken)).GetValueOrDefault(id);
        var now = await DatabaseClock.ReadAsync(connection, cancellationToken);

        // 2. Is it there, is it what the caller read, may this be done to it?
        if (before is null)
        {
            return (null, new PublishingError.NotFound("article", id));
        }

        if (expectedVersion is { } expected && expected != before.Version)
        {
            return (null, new PublishingError.VersionConflict(id, expected, before.Version));
        }

        var status = before.StatusAt(now);
        return Transitions.Allows(act(now), status)
            ? (new(connection, before, before.Copy(), now), null)
            : (null, new PublishingError.NotAllowedInStatus(act(now), status));
    }

    /// <summary>Brings what an editor says into the article.</summary>
    public Task EditAsync(Func<ArticleDraft, ArticleDraft> edit, List<PublishingError> errors, CancellationToken cancellationToken) =>
        ArticleEdit.ApplyAsync(Connection, Before, After, edit(ArticleDraft.Of(Before)), Now, errors, cancellationToken);

    /// <summary>Writes the article as it is to be, a version on; nothing where nothing that can be seen differs.</summary>
    public async Task<CommandDraft<ArticleRef>> CloseAsync(CancellationToken cancellationToken)
    {
        if (VersionHistory.SaysTheSame(Before, After))
        {
            return new([], [], new(Before.Id, Before.Version));
        }

        After.UpdatedAt = Now;
        After.Mentions.ForEach(m => m.PublishedAt = After.PublishedAt);
        var replaced = VersionHistory.Follow(Before, After, Now);
        var change = new ArticleChange(Before, After, [replaced], VersionHistory.HidesHistory(Before, After, Now));
        return new(await ArticleWriter.WriteAsync(Connection, [change], Now, cancellationToken), [], new(After.Id, After.Version));
    }
}

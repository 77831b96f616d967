using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using Npgsql;

namespace NewsApi.Content.Publishing;

/// <summary>
/// What editors do to articles: a method an act, a transaction each. An act that changes anything raises the version and keeps
/// the one it replaced; one that is refused, or changes nothing, writes nothing.
/// </summary>
/// <remarks>
/// An <c>expectedVersion</c> is the version the caller read: where another stands, the act is refused. Without one it applies to
/// whatever stands. PostgreSQL's clock decides, to the millisecond. The <c>edit</c> that some take is given what is said now,
/// with the article locked: it must be quick, and may be called again where another writer was in the way.
/// </remarks>
public sealed class ArticleCommands(NewsDatabase database)
{
    /// <summary>The slug of a headline without a letter or digit.</summary>
    internal const string UnnamedSlug = "article";

    /// <summary>A new article, a draft.</summary>
    public async Task<CommandResult<ArticleRef>> CreateAsync(ArticleDraft draft, CancellationToken cancellationToken)
    {
        // Before the transaction, because a large body takes its time; only the expiry needs the clock, and is looked at again.
        var errors = DraftCheck.Of(draft, null, DateTimeOffset.MinValue).ToList();
        var body = errors.Count == 0 ? ArticleEdit.Body(draft.Content.Body, errors) : null;
        return body is null
            ? new CommandResult<ArticleRef>.Rejected([.. errors])
            : await RunAsync(connection => CreateAsync(connection, draft, body, cancellationToken), cancellationToken);
    }

    /// <summary>Changes what an article says, in every status.</summary>
    /// <param name="edit">Makes what is to be said out of what is said now.</param>
    public Task<CommandResult<ArticleRef>> UpdateAsync(
        long id, int? expectedVersion, Func<ArticleDraft, ArticleDraft> edit, CancellationToken cancellationToken) =>
        ChangeAsync(id, expectedVersion, _ => ArticleAction.Update, (scene, errors) => scene.EditAsync(edit, errors, cancellationToken), cancellationToken);

    /// <summary>Makes an article public, now or later. One that has expired is published without its expiry.</summary>
    /// <param name="at">When; a time that has come, or null, means now. To the millisecond.</param>
    public Task<CommandResult<ArticleRef>> PublishAsync(long id, int? expectedVersion, DateTimeOffset? at, CancellationToken cancellationToken) =>
        ChangeAsync(
            id, expectedVersion, now => DatabaseClock.Milliseconds(at) > now ? ArticleAction.Schedule : ArticleAction.Publish,
            (scene, errors) =>
            {
                var moment = DatabaseClock.Milliseconds(at) is { } later && later > scene.Now ? later : scene.Now;
                errors.AddRange(Transitions.Publish(scene.Before, scene.After, moment, scene.Now) is { } error ? [error] : []);
                return Task.CompletedTask;
            },
            cancellationToken);

    /// <summary>Changes what a published article says and tells readers so.</summary>
    /// <param name="note">What was wrong and what is right, for readers.</param>
    /// <param name="edit">As in <see cref="UpdateAsync"/>; may change nothing.</param>
    public Task<CommandResult<ArticleRef>> CorrectAsync(
        long id, int? expectedVersion, string note, Func<ArticleDraft, ArticleDraft> edit, CancellationToken cancellationToken) =>
        ChangeAsync(
            id, expectedVersion, _ => ArticleAction.Correct,
            async (scene, errors) =>
            {
                errors.AddRange(DraftCheck.Text("note", note, null, DraftCheck.MaxParagraph, required: true));
                scene.After.Corrections = [.. scene.Before.Corrections, new Correction { CorrectedAt = scene.Now, Note = note }];
                await scene.EditAsync(edit, errors, cancellationToken);
            },
            cancellationToken);

    /// <summary>Takes a published article back. One that is scheduled, and never was public, is a draft again.</summary>
    /// <param name="reason">For the newsroom; readers never see it.</param>
    public Task<CommandResult<ArticleRef>> WithdrawAsync(long id, int? expectedVersion, string? reason, CancellationToken cancellationToken) =>
        ChangeAsync(
            id, expectedVersion, _ => ArticleAction.Withdraw,
            (scene, errors) =>
            {
                errors.AddRange(DraftCheck.Text("reason", reason, null, DraftCheck.MaxParagraph));
                Transitions.Withdraw(scene.Before, scene.After, reason, scene.Now);
                return Task.CompletedTask;
            },
            cancellationToken);

    /// <summary>Removes a draft, with its versions and the documents it was imported from.</summary>
    public Task<CommandResult<ArticleRef>> DeleteDraftAsync(long id, int? expectedVersion, CancellationToken cancellationToken) =>
        RunAsync(
            async connection =>
            {
                var (scene, refusal) = await ArticleUnitOfWork.OpenAsync(connection, id, expectedVersion, _ => ArticleAction.Delete, cancellationToken);
                if (scene is null)
                {
                    return CommandDraft<ArticleRef>.Refused(refusal!);
                }

                await using var delete = new NpgsqlCommand("delete from article where id = $1", connection) { Parameters = { new NpgsqlParameter<long> { TypedValue = id } } };
                await delete.ExecuteNonQueryAsync(cancellationToken);
                return new([ArticleWriter.Entry(id, null, null)], [], new(id, scene.Before.Version));
            },
            cancellationToken);

    private static async Task<CommandDraft<ArticleRef>> CreateAsync(NpgsqlConnection connection, ArticleDraft draft, ArticleBody body, CancellationToken cancellationToken)
    {
        // 1. The tree stays as it is; then the clock.
        await TreeLock.ShareAsync(connection, cancellationToken);
        var now = await DatabaseClock.ReadAsync(connection, cancellationToken);
        var errors = DraftCheck.Of(draft, null, now).ToList();
        if (draft.Uri is not null && await HolderAsync(connection, draft.Uri, cancellationToken) is { } holder)
        {
            errors.Add(new PublishingError.UriTaken(draft.Uri, holder));
        }

        // 2. What it says, and what it names.
        var article = new Article
        {
            Uri = draft.Uri ?? $"urn:newsapi:article:{Guid.NewGuid()}",
            Slug = "",
            Content = draft.Content,
            CreatedAt = now,
            UpdatedAt = now,
            ExpiresAt = DatabaseClock.Milliseconds(draft.ExpiresAt),
        };
        ArticleEdit.Put(article, draft, body);
        await ArticleEdit.MentionAsync(connection, null, article, draft.Mentions, errors, cancellationToken);

        // 3. Its slug; the lock on that is held to the commit.
        if (errors.Count == 0 && draft.Slug is null)
        {
            article.Slug = await SlugAssignment.MadeAsync(connection, FormerSlug.Article, draft.Content.Headline, UnnamedSlug, cancellationToken);
        }
        else if (errors.Count == 0)
        {
            (article.Slug, var error) = await SlugAssignment.WishedAsync(connection, FormerSlug.Article, draft.Slug!, 0, cancellationToken);
            errors.AddRange(error is null ? [] : [error]);
        }

        if (errors.Count > 0)
        {
            return CommandDraft<ArticleRef>.Refused(errors);
        }

        // 4. Written.
        await using var next = new NpgsqlCommand("select nextval(pg_get_serial_sequence('article', 'id'))", connection);
        article.Id = (long)(await next.ExecuteScalarAsync(cancellationToken))!;
        article.Mentions.ForEach(m => m.ArticleId = article.Id);
        var log = await ArticleWriter.WriteAsync(connection, [new ArticleChange(null, article, [], false)], now, cancellationToken);
        return new(log, [], new(article.Id, article.Version));
    }

    private static async Task<long?> HolderAsync(NpgsqlConnection connection, string uri, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select id from article where uri = $1", connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = uri } } };
        return (long?)await command.ExecuteScalarAsync(cancellationToken);
    }

    private Task<CommandResult<ArticleRef>> ChangeAsync(
        long id, int? expectedVersion, Func<DateTimeOffset, ArticleAction> act, Func<ArticleUnitOfWork, List<PublishingError>, Task> change, CancellationToken cancellationToken) =>
        RunAsync(
            async connection =>
            {
                var (scene, refusal) = await ArticleUnitOfWork.OpenAsync(connection, id, expectedVersion, act, cancellationToken);
                if (scene is null)
                {
                    return CommandDraft<ArticleRef>.Refused(refusal!);
                }

                var errors = new List<PublishingError>();
                await change(scene, errors);
                return errors.Count > 0 ? CommandDraft<ArticleRef>.Refused(errors) : await scene.CloseAsync(cancellationToken);
            },
            cancellationToken);

    private Task<CommandResult<ArticleRef>> RunAsync(Func<NpgsqlConnection, Task<CommandDraft<ArticleRef>>> work, CancellationToken cancellationToken) =>
        CommandDraft<ArticleRef>.RunAsync(database, work, cancellationToken);
}

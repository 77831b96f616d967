using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Linking;

namespace NewsApi.Content.Publishing;

/// <summary>
/// The editors' commands on articles: one method and one transaction each. A command that changes an article raises its version and
/// keeps the replaced version. A command that is rejected, or changes nothing, writes nothing.
/// </summary>
/// <remarks>
/// An <c>expectedVersion</c> is the version that the caller has read. The command is rejected if the article now has another version. If
/// <c>expectedVersion</c> is null, the command applies to any version. Times are compared with PostgreSQL's clock, to the millisecond. The
/// function <c>edit</c> is called with the stored draft while the article is locked, so it must be quick. It is called again after a
/// conflict with another writer.
/// </remarks>
/// <param name="linker">
/// Links the texts of editors to the people, places and topics that they name; null if linking is switched off.
/// </param>
/// <param name="key">The key by which a repeat of a command is recognised; null without one.</param>
public sealed class ArticleCommands(NewsDatabase database, ArticleLinker? linker = null, CommandKey? key = null)
{
    private readonly CommandRunner _runner = new(database, key);

    /// <summary>Returns the same commands with a key by which their repeats are recognised.</summary>
    public ArticleCommands With(CommandKey key) => new(database, linker, key);

    /// <summary>Creates an article in status draft.</summary>
    public async Task<CommandResult<ArticleRef>> CreateAsync(ArticleDraft draft, CancellationToken cancellationToken)
    {
        // The draft is checked and sanitised before the transaction, because a large body takes time. Only the check of the expiry needs
        // PostgreSQL's clock, so it is repeated in the transaction.
        var early = DraftCheck.Check(draft, null, DateTimeOffset.MinValue).ToList();
        var body = early.Count == 0 ? ArticleUnitOfWork.Sanitise(draft.Content.Body, early) : null;
        if (body is null)
        {
            return new CommandResult<ArticleRef>.Rejected([.. early]);
        }

        return await _runner.RunAsync<ArticleRef>(
            async connection =>
            {
                var article = await ArticleUnitOfWork.NewAsync(connection, [], cancellationToken);
                await article.ApplyAsync(draft, body, cancellationToken);
                await article.LinkAsync(linker, cancellationToken);
                return await article.SaveAsync(cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>Edits an article, in any status.</summary>
    /// <param name="edit">Makes the new draft from the stored one.</param>
    public Task<CommandResult<ArticleRef>> UpdateAsync(
        long id, int? expectedVersion, Func<ArticleDraft, ArticleDraft> edit, CancellationToken cancellationToken) =>
        _runner.RunAsync<ArticleRef>(
            async connection =>
            {
                var errors = new List<PublishingError>();
                if (await ArticleUnitOfWork.OpenAsync(connection, id, expectedVersion, errors, cancellationToken) is not { } article
                    || !article.Allow(ArticleAction.Update))
                {
                    return new PendingResult<ArticleRef>.Rejected(errors);
                }

                await article.ApplyAsync(edit, cancellationToken);
                await article.LinkAsync(linker, cancellationToken);
                return await article.SaveAsync(cancellationToken);
            },
            cancellationToken);

    /// <summary>Publishes an article, now or later. Publishing an expired article removes its expiry.</summary>
    /// <param name="at">The time of publication, to the millisecond; a past time, or null, means now.</param>
    public Task<CommandResult<ArticleRef>> PublishAsync(
        long id, int? expectedVersion, DateTimeOffset? at, CancellationToken cancellationToken) =>
        _runner.RunAsync<ArticleRef>(
            async connection =>
            {
                var errors = new List<PublishingError>();
                if (await ArticleUnitOfWork.OpenAsync(connection, id, expectedVersion, errors, cancellationToken) is not { } article)
                {
                    return new PendingResult<ArticleRef>.Rejected(errors);
                }

                var moment = DatabaseClock.Milliseconds(at) is { } later && later > article.Now ? later : article.Now;
                if (!article.Allow(moment > article.Now ? ArticleAction.Schedule : ArticleAction.Publish))
                {
                    return new PendingResult<ArticleRef>.Rejected(errors);
                }

                if (Transitions.Publish(article.Edited, moment, article.Now) is { } error)
                {
                    errors.Add(error);
                }

                return await article.SaveAsync(cancellationToken);
            },
            cancellationToken);

    /// <summary>Edits an article that was published, and adds a correction for readers.</summary>
    /// <param name="note">What was wrong and what is right, for readers.</param>
    /// <param name="edit">Makes the new draft from the stored one. The new draft may equal the stored one.</param>
    public Task<CommandResult<ArticleRef>> CorrectAsync(
        long id, int? expectedVersion, string note, Func<ArticleDraft, ArticleDraft> edit, CancellationToken cancellationToken) =>
        _runner.RunAsync<ArticleRef>(
            async connection =>
            {
                var errors = new List<PublishingError>();
                if (await ArticleUnitOfWork.OpenAsync(connection, id, expectedVersion, errors, cancellationToken) is not { } article
                    || !article.Allow(ArticleAction.Correct))
                {
                    return new PendingResult<ArticleRef>.Rejected(errors);
                }

                errors.AddRange(DraftCheck.Text("note", note, null, ContentLimits.Paragraph, required: true));
                article.Edited.Corrections = [.. article.Edited.Corrections, new Correction { CorrectedAt = article.Now, Note = note }];
                await article.ApplyAsync(edit, cancellationToken);
                await article.LinkAsync(linker, cancellationToken);
                return await article.SaveAsync(cancellationToken);
            },
            cancellationToken);

    /// <summary>Withdraws a published article. A scheduled article that never was public becomes a draft again.</summary>
    /// <param name="reason">The reason, for editors; readers never see it.</param>
    public Task<CommandResult<ArticleRef>> WithdrawAsync(
        long id, int? expectedVersion, string? reason, CancellationToken cancellationToken) =>
        _runner.RunAsync<ArticleRef>(
            async connection =>
            {
                var errors = new List<PublishingError>();
                if (await ArticleUnitOfWork.OpenAsync(connection, id, expectedVersion, errors, cancellationToken) is not { } article
                    || !article.Allow(ArticleAction.Withdraw))
                {
                    return new PendingResult<ArticleRef>.Rejected(errors);
                }

                errors.AddRange(DraftCheck.Text("reason", reason, null, ContentLimits.Paragraph));
                Transitions.Withdraw(article.Edited, reason, article.Now);
                return await article.SaveAsync(cancellationToken);
            },
            cancellationToken);

    /// <summary>Deletes a draft, with its versions and the documents it was imported from.</summary>
    public Task<CommandResult<ArticleRef>> DeleteDraftAsync(long id, int? expectedVersion, CancellationToken cancellationToken) =>
        _runner.RunAsync<ArticleRef>(
            async connection =>
            {
                var errors = new List<PublishingError>();
                if (await ArticleUnitOfWork.OpenAsync(connection, id, expectedVersion, errors, cancellationToken) is not { } article
                    || !article.Allow(ArticleAction.Delete))
                {
                    return new PendingResult<ArticleRef>.Rejected(errors);
                }

                return await article.DeleteAsync(cancellationToken);
            },
            cancellationToken);
}

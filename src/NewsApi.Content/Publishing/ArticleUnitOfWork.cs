using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using NewsApi.Content.Linking;
using Npgsql;

namespace NewsApi.Content.Publishing;

/// <summary>
/// Unit of work on one article: holds its row lock, the stored state and the edited copy. A command opens the unit of work and checks that
/// the action is allowed. Then the command applies the change to the copy and saves the copy.
/// </summary>
/// <remarks>
/// Errors are collected, so that an editor sees all of them; <see cref="SaveAsync"/> rejects the command if there are any.
/// </remarks>
internal sealed class ArticleUnitOfWork
{
    /// <summary>The slug of an article whose headline has no letter or digit.</summary>
    private const string UnnamedSlug = "article";

    private readonly NpgsqlConnection _connection;
    private readonly Article? _before;
    private readonly List<PublishingError> _errors;
    private long[] _removedLinks = [];

    private ArticleUnitOfWork(
        NpgsqlConnection connection, Article? before, Article edited, DateTimeOffset now, List<PublishingError> errors) =>
        (_connection, _before, Edited, Now, _errors) = (connection, before, edited, now, errors);

    /// <summary>The article as it will be stored: a copy of the stored one, or a new one.</summary>
    public Article Edited { get; }

    /// <summary>The time by PostgreSQL's clock after the locks were taken.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Locks an article and loads it.</summary>
    /// <param name="errors">Collects the errors of the whole command.</param>
    /// <returns>
    /// The unit of work. Null if there is no such article, or it does not have the expected version; an error is then added.
    /// </returns>
    public static async Task<ArticleUnitOfWork?> OpenAsync(
        NpgsqlConnection connection, long id, int? expectedVersion, List<PublishingError> errors, CancellationToken cancellationToken)
    {
        // Lock the tree before the row, as every writer does, so that no two writers wait for each other. Read the clock after both: an
        // embargo may have ended while this transaction waited for a lock.
        await TreeLock.ShareAsync(connection, cancellationToken);
        var before = (await ArticleStore.LockAsync(connection, [id], cancellationToken)).GetValueOrDefault(id);
        var now = await DatabaseClock.ReadAsync(connection, cancellationToken);
        if (before is null)
        {
            errors.Add(new PublishingError.NotFound("article", id));
            return null;
        }

        if (expectedVersion is { } expected && expected != before.Version)
        {
            errors.Add(new PublishingError.VersionConflict(id, expected, before.Version));
            return null;
        }

        return new(connection, before, before.Copy(), now, errors);
    }

    /// <summary>Opens a unit of work on a new article.</summary>
    /// <param name="errors">Collects the errors of the whole command.</param>
    public static async Task<ArticleUnitOfWork> NewAsync(
        NpgsqlConnection connection, List<PublishingError> errors, CancellationToken cancellationToken)
    {
        await TreeLock.ShareAsync(connection, cancellationToken);
        var now = await DatabaseClock.ReadAsync(connection, cancellationToken);
        var content = new ArticleContent { Headline = "", Language = "" };
        var blank = new Article { Uri = "", Slug = "", Content = content, CreatedAt = now, UpdatedAt = now };
        return new(connection, null, blank, now, errors);
    }

    /// <summary>Sanitises the body of a draft. Returns null, and adds an error, if the elements are nested too deeply.</summary>
    public static ArticleBody? Sanitise(string? html, List<PublishingError> errors)
    {
        try
        {
            return ArticleBody.Sanitised(html);
        }
        catch (FormatException tooDeep)
        {
            errors.Add(new PublishingError.InvalidValue("body", tooDeep.Message));
            return null;
        }
    }

    /// <summary>True if the article's status allows the action. If the status does not allow it, an error is added.</summary>
    public bool Allow(ArticleAction action)
    {
        var status = Edited.StatusAt(Now);
        if (Transitions.Allows(action, status))
        {
            return true;
        }

        _errors.Add(new PublishingError.NotAllowedInStatus(action, status));
        return false;
    }

    /// <summary>Does the same as the other overload, with a draft that <paramref name="edit"/> makes from the stored values.</summary>
    public Task ApplyAsync(Func<ArticleDraft, ArticleDraft> edit, CancellationToken cancellationToken) =>
        ApplyAsync(edit(ArticleDraft.Of(_before ?? Edited)), null, cancellationToken);

    /// <summary>
    /// Checks a draft and applies it to the copy in memory: content, expiry, mentions and slug. <see cref="SaveAsync"/> writes the copy.
    /// </summary>
    /// <param name="body">The sanitised body of the draft; null if the body is not sanitised yet.</param>
    public async Task ApplyAsync(ArticleDraft draft, ArticleBody? body, CancellationToken cancellationToken)
    {
        _errors.AddRange(DraftCheck.Check(draft, _before is null ? null : ArticleDraft.Of(_before), Now));
        if (_errors.Count > 0)
        {
            return;
        }

        if (_before is null)
        {
            await AssignUriAsync(draft.Uri, cancellationToken);
        }

        ApplyContent(draft.Content, body);
        ApplyExpiry(draft.ExpiresAt);
        await ApplyMentionsAsync(draft.Mentions, cancellationToken);
        if (_errors.Count == 0)
        {
            // The slug comes last, because its lock is held to the commit.
            await AssignSlugAsync(draft.Slug, cancellationToken);
        }
    }

    /// <summary>
    /// Links the edited text to the people, places and topics that it names. A link that an editor removed is not made again until an
    /// editor tags the article with the entity.
    /// </summary>
    /// <param name="linker">Links the text; null if linking is switched off.</param>
    public async Task LinkAsync(ArticleLinker? linker, CancellationToken cancellationToken)
    {
        if (linker is null || _errors.Count > 0 || (_before is not null && LeavesLinks(_before)))
        {
            return;
        }

        var known = _before is null ? [] : (await ArticleLinker.ReadRemovedAsync(_connection, [_before.Id], cancellationToken))[_before.Id];
        var kept = Edited.Mentions.Select(m => m.EntityId).ToHashSet();
        _removedLinks = [.. (_before?.Mentions ?? []).Where(m => m.Origin == MentionOrigin.Linked && !kept.Contains(m.EntityId))
            .Select(m => m.EntityId)];
        var input = MentionLinks.InputOf(Edited, _before, known.Concat(_removedLinks));
        MentionLinks.Apply(Edited, (await linker.LinkAsync(_connection, [input], traced: false, cancellationToken))[0]);
    }

    /// <summary>Writes the edited article and its replaced version. Writes nothing if no visible property differs.</summary>
    public async Task<PendingResult<ArticleRef>> SaveAsync(CancellationToken cancellationToken)
    {
        if (_errors.Count > 0)
        {
            return new PendingResult<ArticleRef>.Rejected(_errors);
        }

        if (_before is not null && VersionHistory.AreSame(_before, Edited))
        {
            return new PendingResult<ArticleRef>.Unchanged(new(Edited.Id, Edited.Version));
        }

        if (_before is null)
        {
            Edited.Id = await ArticleStore.NewIdAsync(_connection, cancellationToken);
        }

        Edited.UpdatedAt = Now;
        Edited.Mentions.ForEach(m => (m.ArticleId, m.PublishedAt) = (Edited.Id, Edited.PublishedAt));
        var change = _before is null
            ? new ArticleChange(null, Edited, [], HidesHistory: false)
            : new ArticleChange(
                _before, Edited, [VersionHistory.Replace(_before, Edited, Now)], VersionHistory.HidesHistory(_before, Edited, Now));
        var log = await ArticleWriter.WriteAsync(_connection, [change], Now, cancellationToken);
        await ArticleWriter.WriteRemovedLinksAsync(_connection, Edited, _removedLinks, cancellationToken);
        return new PendingResult<ArticleRef>.Changed(new(Edited.Id, Edited.Version), log);
    }

    /// <summary>Deletes the article with everything that belongs to it.</summary>
    public async Task<PendingResult<ArticleRef>> DeleteAsync(CancellationToken cancellationToken)
    {
        await using var delete = new NpgsqlCommand("delete from article where id = $1", _connection)
        {
            Parameters = { new NpgsqlParameter<long> { TypedValue = Edited.Id } },
        };
        await delete.ExecuteNonQueryAsync(cancellationToken);
        return new PendingResult<ArticleRef>.Changed(new(Edited.Id, Edited.Version), [ArticleWriter.Entry(Edited.Id, null, null)]);
    }

    private async Task AssignUriAsync(string? requested, CancellationToken cancellationToken)
    {
        if (requested is not null && await ArticleStore.FindByUriAsync(_connection, requested, cancellationToken) is { } holder)
        {
            _errors.Add(new PublishingError.UriTaken(requested, holder));
        }

        Edited.Uri = requested ?? $"urn:newsapi:article:{Guid.NewGuid()}";
    }

    private void ApplyContent(ArticleContent content, ArticleBody? body)
    {
        if (_before is not null && content.Body == _before.Content.Body)
        {
            Edited.Content = content;
        }
        else if ((body ?? Sanitise(content.Body, _errors)) is { } sanitised)
        {
            Edited.Content = content with { Body = sanitised.Html };
            Edited.BodyText = sanitised.Text;
            (Edited.WordCount, Edited.ReadingMinutes) = (sanitised.WordCount, sanitised.ReadingMinutes);
        }
    }

    private void ApplyExpiry(DateTimeOffset? expiresAt)
    {
        Edited.ExpiresAt = DatabaseClock.Milliseconds(expiresAt);
        if (Edited.ExpiresAt != _before?.ExpiresAt && Edited.ExpiresAt <= Edited.PublishedAt)
        {
            _errors.Add(new PublishingError.InvalidValue(
                "expiresAt", $"The article becomes public at {Edited.PublishedAt:O}; it cannot expire before that."));
        }
    }

    private async Task ApplyMentionsAsync(ValueList<DraftMention> mentions, CancellationToken cancellationToken)
    {
        var entities = await MentionResolver.ResolveAsync(_connection, [.. mentions.Select(m => m.EntityId)], cancellationToken);
        Edited.Mentions.Clear();
        for (var i = 0; i < mentions.Count; i++)
        {
            if (!entities.TryGetValue(mentions[i].EntityId, out var entity))
            {
                _errors.Add(new PublishingError.InvalidValue(
                    $"mentions[{i}].entityId", "There is no person, place or topic with this id."));
            }
            else if (!Edited.Mentions.Exists(m => m.EntityId == entity.Id))
            {
                Edited.Mentions.Add(new Mention
                {
                    EntityId = entity.Id,
                    Kind = entity.Kind,
                    Relation = mentions[i].Relation,
                    Relevance = mentions[i].Relevance,
                    Origin = OriginOf(entity.Id, mentions[i]),
                    Ordinal = Edited.Mentions.Count,
                    Spans = _before?.KeptSpans(entity.Id, Edited.BodyText) ?? [],
                });
            }
        }
    }

    /// <summary>
    /// Returns the origin of a mention in the draft. A link that the editor does not change stays a link; a link that the editor changes
    /// becomes a tag.
    /// </summary>
    private MentionOrigin OriginOf(long entity, DraftMention draft) =>
        _before?.Mentions.Find(m => m.EntityId == entity) is { Origin: MentionOrigin.Linked } link
            && link.Relation == draft.Relation && link.Relevance == draft.Relevance
                ? MentionOrigin.Linked
                : MentionOrigin.Tagged;

    /// <summary>
    /// True if the edit changes neither the text that the linker reads nor the mentions. The article then keeps its links.
    /// </summary>
    private bool LeavesLinks(Article before) => Edited.Content.Headline == before.Content.Headline
        && Edited.Content.Summary == before.Content.Summary && Edited.Content.Dateline == before.Content.Dateline
        && Edited.BodyText == before.BodyText && MentionLinks.AreSame(Edited.Mentions, before.Mentions);

    private async Task AssignSlugAsync(string? requested, CancellationToken cancellationToken)
    {
        var headline = Edited.Content.Headline;
        var wasPublic = _before?.WasPublicBy(Now) ?? false;
        if (requested is not null && requested != _before?.Slug)
        {
            (Edited.Slug, var error) = await SlugAssignment.TakeAsync(
                _connection, FormerSlug.Article, requested, Edited.Id, cancellationToken);
            _errors.AddRange(error is null ? [] : [error]);
        }
        else if (_before is null || (!wasPublic && IsMadeFrom(_before, _before.Content.Headline) && !IsMadeFrom(_before, headline)))
        {
            // No reader has the address yet, so the slug follows the headline.
            Edited.Slug = await SlugAssignment.MakeAsync(_connection, FormerSlug.Article, headline, UnnamedSlug, cancellationToken);
        }

        if (_errors.Count == 0 && _before is not null && Edited.Slug != _before.Slug)
        {
            await SlugAssignment.ReplaceAsync(
                _connection, FormerSlug.Article, _before.Slug, Edited.Slug, Edited.Id, wasPublic, cancellationToken);
        }

        static bool IsMadeFrom(Article article, string text) => SlugAssignment.IsMadeFrom(article.Slug, text, UnnamedSlug);
    }
}

using NewsApi.Content.Articles;
using NewsApi.Content.Linking;
using NewsApi.Content.Publishing;
using Npgsql;

namespace NewsApi.Content.Importing;

/// <summary>
/// Imports the articles of one batch. Looks up the stored articles, decides which items are applied, and finds the entities. Then computes
/// each article and writes the rows.
/// </summary>
/// <param name="linker">Links texts to entities; null if linking is switched off.</param>
internal sealed class ArticleBatch(BatchChanges batch, SlugAllocator slugs, ImportMemory memory, ArticleLinker? linker)
{
    private readonly Dictionary<string, ArticleState> _states = [];
    private readonly List<(ArticleState, PreparedItem)> _kept = [];

    /// <summary>Runs every step of the batch except appending to the log and committing.</summary>
    /// <returns>The outcome of each item, in order.</returns>
    public async Task<ItemOutcome[]> RunAsync(IReadOnlyList<PreparedItem> items, CancellationToken cancellationToken)
    {
        // 1. Look up for each item its article, the article's stamp, and whether the same document was imported before.
        var seen = await LookUpAsync(items, cancellationToken);

        // 2. Decide which items are applied, in the order of arrival. An earlier item of the batch affects the decision for a later one.
        var decisions = items.Select((item, i) => Decide(item, seen[i])).ToArray();

        // 3. Lock the articles that may change, in the order of their ids so that two writers do not deadlock.
        await LoadAsync(items.Where((_, i) => decisions[i] == Decision.Apply), cancellationToken);

        // 4. Find or create their people, places and topics.
        var matcher = new EntityMatcher(slugs);
        var applied = items.Where((_, i) => decisions[i] == Decision.Apply).Select(Article).ToArray();
        await matcher.LoadAsync(batch, [.. applied.SelectMany(a => a.Mentions)], cancellationToken);
        var resolved = applied.Select(a => matcher.Resolve(a.Mentions)).ToArray();
        await matcher.WriteAsync(batch, cancellationToken);

        // 5. Link the people, places and topics that their texts name.
        var links = await LinkAsync([.. items.Where((_, i) => decisions[i] == Decision.Apply)], resolved, cancellationToken);

        // 6. Compute each article as it will be stored.
        var next = 0;
        var outcomes = items.Select((item, i) => Outcome(item, decisions[i] switch
        {
            Decision.Repeated => ItemResult.Unchanged,
            Decision.Older => ItemResult.Older,
            _ => Apply(item, resolved[next], links[next++]),
        })).ToArray();

        // 7. Write the rows, and collect the rows of the log.
        if (batch.Writes)
        {
            await new ArticleRows(batch, slugs, [.. _states.Values]).WriteAsync(_kept, cancellationToken);
        }

        return outcomes;
    }

    /// <summary>Adds the articles to the memory of the import. Called after the commit.</summary>
    public void Remember()
    {
        foreach (var (uri, state) in _states)
        {
            memory.Remember(uri, new(memory.Article(uri)?.First ?? state.First, state.Stamp, state.LastDigest));
        }
    }

    private enum Decision
    {
        Repeated,
        Older,
        Apply,
    }

    private static IncomingArticle Article(PreparedItem item) => (IncomingArticle)item.Item;

    private async Task<bool[]> LookUpAsync(IReadOnlyList<PreparedItem> items, CancellationToken cancellationToken)
    {
        var seen = new bool[items.Count];
        foreach (var item in items)
        {
            var article = Article(item);
            var known = memory.Article(article.Uri);
            _states.TryAdd(article.Uri, new(item.Item.Origin)
            {
                Stamp = known?.Stamp ?? default,
                LastDigest = known?.Digest,
                Exists = !batch.Writes && known?.Digest is not null,
            });
        }

        await using var command = new NpgsqlCommand(
            """
            select item.ordinal, a.id, a.feed_version, a.feed_version_created,
                   exists (select from incoming_document d where d.article_id = a.id and d.digest = item.digest)
            from unnest($1, $2) with ordinality as item(uri, digest, ordinal) join article a on a.uri = item.uri
            """,
            batch.Connection);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. items.Select(i => Article(i).Uri)] });
        command.Parameters.Add(new NpgsqlParameter<byte[][]> { TypedValue = [.. items.Select(i => i.Digest)] });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var i = (int)reader.GetInt64(0) - 1;
            var state = _states[Article(items[i]).Uri];
            seen[i] = reader.GetBoolean(4);
            state.Id = reader.GetInt64(1);
            if (!state.Exists)
            {
                state.Exists = true;
                state.Stamp = new(
                    await reader.IsDBNullAsync(2, cancellationToken) ? null : reader.GetString(2),
                    await reader.IsDBNullAsync(3, cancellationToken) ? null : reader.GetFieldValue<DateTimeOffset>(3));
            }
        }

        return seen;
    }

    private Decision Decide(PreparedItem item, bool seen)
    {
        var article = Article(item);
        var state = _states[article.Uri];
        var stamp = new VersionStamp(article.Version, article.VersionCreated);
        var older = state.Exists && stamp.IsOlderThan(state.Stamp);
        seen |= !state.Digests.Add(Convert.ToBase64String(item.Digest)) || (state.LastDigest?.AsSpan().SequenceEqual(item.Digest) ?? false);
        if (!seen)
        {
            _kept.Add((state, item));
        }

        if (older || seen)
        {
            return older ? Decision.Older : Decision.Repeated;
        }

        var keeps = article.IsNotice && state.Exists;
        state.Stamp = keeps ? new(stamp.Version ?? state.Stamp.Version, stamp.Created ?? state.Stamp.Created) : stamp;
        (state.Exists, state.LastDigest) = (true, item.Digest);
        return Decision.Apply;
    }

    private async Task LoadAsync(IEnumerable<PreparedItem> items, CancellationToken cancellationToken)
    {
        long[] ids = [.. items.Select(i => _states[Article(i).Uri].Id).Where(id => id > 0).Distinct()];
        if (ids.Length == 0)
        {
            return;
        }

        var articles = batch.Writes
            ? await ArticleStore.LockAsync(batch.Connection, ids, cancellationToken)
            : await ArticleStore.LoadAsync(batch.Connection, ids, cancellationToken);
        foreach (var article in articles.Values)
        {
            (_states[article.Uri].Before, _states[article.Uri].Current) = (article, article);
        }

        // Read the clock again: everything that other writers committed while this one waited for the rows is before the new time.
        await batch.ReadClockAsync(cancellationToken);
    }

    /// <returns>The links of each text; null if linking is switched off.</returns>
    private async Task<IReadOnlyList<LinkedText?>> LinkAsync(
        PreparedItem[] items, List<EntityMatcher.Resolved>[] tags, CancellationToken cancellationToken)
    {
        if (linker is null || items.Length == 0)
        {
            return new LinkedText?[items.Length];
        }

        var removed = await ArticleLinker.ReadRemovedAsync(
            batch.Connection, [.. items.Select(i => _states[Article(i).Uri].Id).Where(id => id > 0).Distinct()], cancellationToken);
        LinkInput[] texts = [.. items.Select((item, i) => LinkInput.Of(Article(item).Content, item.Body.Text) with
        {
            Tagged = tags[i].Select(m => m.Entity.Id).ToHashSet(),
            TaggedKinds = tags[i].Select(m => m.Entity.Kind).ToHashSet(),
            Removed = removed[_states[Article(item).Uri].Id].ToHashSet(),
        })];
        return await linker.LinkAsync(batch.Connection, texts, traced: false, cancellationToken);
    }

    private ItemResult Apply(PreparedItem item, List<EntityMatcher.Resolved> mentions, LinkedText? links)
    {
        var article = Article(item);
        var state = _states[article.Uri];
        var before = state.Current;
        var after = ImportRules.Apply(article, item.Body, before, batch.Now);
        after.GiveSearch(item.Search);
        var named = before is not null && article.IsNotice && mentions.Count == 0
            ? before.Mentions.OrderBy(m => m.Ordinal).Select(m => (Id: m.EntityId, m.Kind, m.Relation, m.Relevance))
            : mentions.Select(m => (m.Entity.Id, m.Entity.Kind, m.Relation, m.Relevance));
        after.Mentions.AddRange(named.Select((m, ordinal) => new Mention
        {
            EntityId = m.Id,
            Kind = m.Kind,
            Relation = m.Relation,
            Relevance = m.Relevance,
            Ordinal = ordinal,
            PublishedAt = after.PublishedAt,
            Spans = before?.KeptSpans(m.Id, after.BodyText) ?? [],
        }));
        if (links is not null)
        {
            MentionLinks.Apply(after, links);
        }

        state.Current = after;
        if (before is null)
        {
            // In a dry run, an earlier batch may have created the article in memory only.
            return !batch.Writes && memory.Article(article.Uri)?.Digest is not null ? ItemResult.Updated : ItemResult.Created;
        }

        if (VersionHistory.AreSame(before, after))
        {
            after.UpdatedAt = before.UpdatedAt;
            return ItemResult.Unchanged;
        }

        state.Replace(before, after, batch.Now);
        return ItemResult.Updated;
    }

    private ItemOutcome Outcome(PreparedItem item, ItemResult result)
    {
        var first = memory.Article(Article(item).Uri)?.First ?? _states[Article(item).Uri].First;
        var outcome = new ItemOutcome(item.Item.Origin, Article(item).Uri, result) { Warnings = item.Item.Warnings };
        return ReferenceEquals(first, item.Item.Origin)
            ? outcome
            : outcome.With(new(
                "duplicate-uri",
                $"The uri '{item.Subject}' already occurred in this import, at {first}. "
                + "The newer version is used. If the versions are equal, the later item is used."));
    }
}

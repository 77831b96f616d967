using NewsApi.Content.Articles;
using NewsApi.Content.Publishing;
using Npgsql;

namespace NewsApi.Content.Importing;

/// <summary>The articles of one batch. The story: look up what is known, decide what is applied, find the entities, work out each article, write.</summary>
internal sealed class ArticleBatch(BatchChanges batch, SlugAllocator slugs, ImportMemory memory)
{
    private readonly Dictionary<string, ArticleState> _states = [];
    private readonly List<(ArticleState, PreparedItem)> _kept = [];

    /// <summary>The outcome of each item, in order. Nothing is committed, and the log is not told yet.</summary>
    public async Task<ItemOutcome[]> RunAsync(IReadOnlyList<PreparedItem> items, CancellationToken cancellationToken)
    {
        // 1. What is known of each: the article, its stamp, whether this very document was taken before.
        var seen = await LookUpAsync(items, cancellationToken);

        // 2. What is to be applied, in the order of arrival: an earlier item of the batch counts for a later one.
        var standings = items.Select((item, i) => Decide(item, seen[i])).ToArray();

        // 3. The articles that may change, locked in one order so that two writers cannot wait for each other.
        await LoadAsync(items.Where((_, i) => standings[i] == Standing.Apply), cancellationToken);

        // 4. Their people, places and topics, found or made.
        var matcher = new EntityMatcher(slugs);
        var applied = items.Where((_, i) => standings[i] == Standing.Apply).Select(Article).ToArray();
        await matcher.LoadAsync(batch, [.. applied.SelectMany(a => a.Mentions)], cancellationToken);
        var resolved = applied.Select(a => matcher.Resolve(a.Mentions)).ToArray();
        await matcher.WriteAsync(batch, cancellationToken);

        // 5. Each article as it is to be.
        var next = 0;
        var outcomes = items.Select((item, i) => Outcome(item, standings[i] switch
        {
            Standing.Seen => ItemResult.Unchanged,
            Standing.Older => ItemResult.Older,
            _ => Apply(item, resolved[next++]),
        })).ToArray();

        // 6. Written, and the log's rows made ready.
        if (batch.Writes)
        {
            await new ArticleRows(batch, slugs, [.. _states.Values]).WriteAsync(_kept, cancellationToken);
        }

        return outcomes;
    }

    /// <summary>To be called once what this batch did is committed.</summary>
    public void Remember()
    {
        foreach (var (uri, state) in _states)
        {
            memory.Meet(uri, new(memory.Article(uri)?.First ?? state.First, state.Stamp, state.LastDigest));
        }
    }

    private enum Standing
    {
        Seen,
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
            var met = memory.Article(article.Uri);
            _states.TryAdd(article.Uri, new(item.Item.Origin) { Stamp = met?.Stamp ?? default, LastDigest = met?.Digest, IsThere = !batch.Writes && met?.Digest is not null });
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
            if (!state.IsThere)
            {
                state.IsThere = true;
                state.Stamp = new(
                    await reader.IsDBNullAsync(2, cancellationToken) ? null : reader.GetString(2),
                    await reader.IsDBNullAsync(3, cancellationToken) ? null : reader.GetFieldValue<DateTimeOffset>(3));
            }
        }

        return seen;
    }

    private Standing Decide(PreparedItem item, bool seen)
    {
        var article = Article(item);
        var state = _states[article.Uri];
        var stamp = new VersionStamp(article.Version, article.VersionCreated);
        var older = state.IsThere && stamp.CompareTo(state.Stamp) < 0;
        seen |= !state.Digests.Add(Convert.ToBase64String(item.Digest)) || (state.LastDigest?.AsSpan().SequenceEqual(item.Digest) ?? false);
        if (!seen)
        {
            _kept.Add((state, item));
        }

        if (older || seen)
        {
            return older ? Standing.Older : Standing.Seen;
        }

        (state.Stamp, state.IsThere, state.LastDigest) = (stamp, true, item.Digest);
        return Standing.Apply;
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

        // What another writer did while this one waited for the rows lies before this moment.
        await batch.LookAtClockAsync(cancellationToken);
    }

    private ItemResult Apply(PreparedItem item, List<EntityMatcher.Resolved> mentions)
    {
        var article = Article(item);
        var state = _states[article.Uri];
        var before = state.Current;
        var after = ImportRules.Apply(article, item.Body, before, batch.Now);
        after.Mentions.AddRange(mentions.Select((m, ordinal) => new Mention
        {
            EntityId = m.Entity.Id,
            Kind = m.Entity.Kind,
            Relation = m.Relation,
            Relevance = m.Relevance,
            Ordinal = ordinal,
            PublishedAt = after.PublishedAt,
            Spans = before?.BodyText == after.BodyText ? before?.Mentions.Find(b => b.EntityId == m.Entity.Id)?.Spans ?? [] : [],
        }));
        state.Current = after;
        if (before is null)
        {
            // In a dry run an earlier batch may have promised the article.
            return !batch.Writes && memory.Article(article.Uri)?.Digest is not null ? ItemResult.Updated : ItemResult.Created;
        }

        if (VersionHistory.SaysTheSame(before, after))
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
            : outcome.With(new("duplicate-uri", $"The uri '{item.Subject}' came before in this import, at {first}; the newer version counts, of equals the later."));
    }
}

using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Entities;
using NewsApi.Content.Wire;
using NewsApi.Content.Wire.Rows;
using Npgsql;

namespace NewsApi.Content.Publishing;

/// <summary>
/// Writes articles with their versions and mentions, and makes their rows of the log. Editors' commands and the importer both write
/// articles here and nowhere else, so that <see cref="Article.IsPublicInLog"/> and the log never differ.
/// </summary>
internal static class ArticleWriter
{
    private static readonly BulkWriter<Article> Articles = new(given: ("given_search", article => article.GivenSearch?.Words));
    private static readonly BulkWriter<ArticleVersion> Versions = new();
    private static readonly BulkWriter<Mention> Mentions = new();

    /// <summary>Writes the changes and returns the rows of the log, which the caller appends last in the transaction.</summary>
    /// <param name="connection">
    /// A connection in a transaction that holds the <see cref="TreeLock"/> and the row locks of the existing articles.
    /// </param>
    /// <param name="now">
    /// The time by PostgreSQL's clock in whole milliseconds, read after those locks. The time decides which articles are public.
    /// </param>
    public static async Task<IReadOnlyList<ChangeEntry>> WriteAsync(
        NpgsqlConnection connection, IReadOnlyCollection<ArticleChange> changes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArticleChange[] created = [.. changes.Where(c => c.Before is null)];
        ArticleChange[] touched = [.. changes.Where(c => c.Before is not null)];
        ArticleChange[] visible = [.. changes.Where(c => c.IsVisible)];
        foreach (var change in changes)
        {
            change.After.IsPublicInLog = change is { IsVisible: false, Before: { } before } ? before.IsPublicInLog
                : change.After.IsPublicAt(now);
            change.After.SearchNames = change.Before?.SearchNames;
        }

        await ArticleNames.SetAsync(connection, [.. visible.Select(c => c.After)], cancellationToken);
        await Articles.InsertAsync(connection, [.. created.Select(c => c.After)], cancellationToken);
        await Articles.UpdateAsync(connection, [.. touched.Select(c => c.After)], cancellationToken);
        await Versions.InsertAsync(connection, [.. changes.SelectMany(c => c.Replaced)], cancellationToken);
        await RunAsync(
            connection, "update article_version set published_at = null where article_id = any($1) and published_at is not null",
            [.. changes.Where(c => c.HidesHistory).Select(c => c.Id)], cancellationToken);
        await RunAsync(
            connection, "delete from mention where article_id = any($1)",
            [.. visible.Where(c => c.Before is not null).Select(c => c.Id)], cancellationToken);
        await Mentions.InsertAsync(connection, [.. visible.SelectMany(c => c.After.Mentions)], cancellationToken);
        return await EntriesAsync(connection, visible, now, cancellationToken);
    }

    /// <summary>
    /// Writes only the mentions of articles whose links have changed. The articles themselves do not change, so their versions stay.
    /// </summary>
    /// <param name="connection">As in <see cref="WriteAsync"/>.</param>
    /// <returns>The rows of the log, which the caller appends last in the transaction.</returns>
    public static async Task<IReadOnlyList<ChangeEntry>> WriteMentionsAsync(
        NpgsqlConnection connection, IReadOnlyCollection<(Article Before, Article After)> changes, CancellationToken cancellationToken)
    {
        await RunAsync(
            connection, "delete from mention where article_id = any($1)", [.. changes.Select(c => c.After.Id)], cancellationToken);
        await Mentions.InsertAsync(connection, [.. changes.SelectMany(c => c.After.Mentions)], cancellationToken);
        await ArticleNames.SetAsync(connection, [.. changes.Select(c => c.After)], cancellationToken);
        return await WriteNamesAsync(connection, changes, cancellationToken);
    }

    /// <summary>Writes only <see cref="Article.SearchNames"/> of articles. Their versions stay.</summary>
    /// <param name="connection">As in <see cref="WriteAsync"/>.</param>
    /// <returns>The rows of the log, which the caller appends last in the transaction.</returns>
    public static async Task<IReadOnlyList<ChangeEntry>> WriteNamesAsync(
        NpgsqlConnection connection, IReadOnlyCollection<(Article Before, Article After)> changes, CancellationToken cancellationToken)
    {
        Article[] renamed = [.. changes.Where(c => c.Before.SearchNames != c.After.SearchNames).Select(c => c.After)];
        if (renamed.Length > 0)
        {
            await using var update = new NpgsqlCommand(
                "update article set search_names = named.names from unnest($1, $2) named(id, names) where article.id = named.id", connection);
            update.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. renamed.Select(a => a.Id)] });
            update.Parameters.Add(new NpgsqlParameter<string?[]> { TypedValue = [.. renamed.Select(a => a.SearchNames)] });
            await update.ExecuteNonQueryAsync(cancellationToken);
        }

        var named = changes.SelectMany(c => c.Before.Mentions.Concat(c.After.Mentions)).Select(m => m.EntityId);
        var lineages = await Lineage.ReadAsync(connection, named, cancellationToken);
        return [.. changes.Select(c => c.Before.IsPublicInLog
            ? Entry(c.After.Id, ChangeFacts.Of(c.Before, lineages).ToJson(), ChangeFacts.Of(c.After, lineages).ToJson())
            : Entry(c.After.Id, null, null))];
    }

    /// <summary>
    /// Records the links that an editor removed from an article, so that the linker does not make these links again. If the article is now
    /// tagged with an entity, deletes the record of the removed link to this entity.
    /// </summary>
    public static async Task WriteRemovedLinksAsync(
        NpgsqlConnection connection, Article article, long[] removed, CancellationToken cancellationToken)
    {
        if (removed.Length > 0)
        {
            await using var insert = new NpgsqlCommand(
                "insert into removed_link (article_id, entity_id) select $1, unnest($2) on conflict do nothing", connection);
            insert.Parameters.Add(new NpgsqlParameter<long> { TypedValue = article.Id });
            insert.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = removed });
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }

        long[] tagged = [.. article.Mentions.Where(m => m.Origin == MentionOrigin.Tagged).Select(m => m.EntityId)];
        if (tagged.Length > 0)
        {
            await using var delete = new NpgsqlCommand(
                "delete from removed_link where article_id = $1 and entity_id = any($2)", connection);
            delete.Parameters.Add(new NpgsqlParameter<long> { TypedValue = article.Id });
            delete.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = tagged });
            await delete.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>
    /// Makes the rows of the log. An article may have become public or expired before this change without a row in the log. That article
    /// gets its missing row first, because a client may already have read a page that shows it. Then each change gets a row. The row has
    /// the facts before the change if the article was public then. The row has the facts after the change if the article is public now.
    /// </summary>
    private static async Task<IReadOnlyList<ChangeEntry>> EntriesAsync(
        NpgsqlConnection connection, ArticleChange[] changes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Article[] overdue = [.. changes.Select(c => c.Before).OfType<Article>().Where(a => a.IsDueAt(now))];
        var withFacts = changes.SelectMany(c => new[] { c.Before, c.After }).OfType<Article>().Where(a => a.IsPublicInLog).Union(overdue);
        var named = withFacts.SelectMany(a => a.Mentions).Select(m => m.EntityId);
        var lineages = await Lineage.ReadAsync(connection, named, cancellationToken);
        var entries = new List<ChangeEntry>();
        foreach (var article in overdue)
        {
            var facts = ChangeFacts.Of(article, lineages).ToJson();
            entries.Add(article.IsPublicInLog ? Entry(article.Id, facts, null) : Entry(article.Id, null, facts));
            article.IsPublicInLog = !article.IsPublicInLog;
        }

        entries.AddRange(changes.Select(c => Entry(c.Id, Facts(c.Before), Facts(c.After))));
        return entries;

        string? Facts(Article? article) => article is { IsPublicInLog: true } ? ChangeFacts.Of(article, lineages).ToJson() : null;
    }

    /// <summary>
    /// Makes a row of the log for an article. A row without facts wakes timers and caches, and is never delivered to a subscriber.
    /// </summary>
    public static ChangeEntry Entry(long article, string? before, string? after) =>
        new(ChangeKind.Article, article, before, after, Internal: before is null && after is null);

    private static async Task RunAsync(NpgsqlConnection connection, string sql, long[] articles, CancellationToken cancellationToken)
    {
        if (articles.Length > 0)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = articles });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}

using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Publishing;
using Npgsql;

namespace NewsApi.Content.Importing;

/// <summary>
/// Imports the articles of an export as they were: with their ids, slugs, version numbers, times, corrections and mentions. An article
/// whose uri is stored already stays as it is. Texts are not linked again, because an export has the links.
/// </summary>
internal sealed class ExportedArticleBatch(BatchChanges batch, SlugAllocator slugs)
{
    private const string FindStored = "select uri, slug, version, updated_at from article where uri = any($1)";

    private const string RemoveLinks =
        "insert into removed_link (article_id, entity_id) select * from unnest($1, $2) on conflict do nothing";

    private static readonly BulkWriter<IncomingDocument> Documents = new(generatesId: true);

    private static readonly ImportWarning StoredAlready = new(
        "stored-article", "An article is stored already, in another version; an export adds what is missing and changes nothing.");

    private readonly List<(Article Article, ExportedArticle Exported)> _created = [];

    /// <summary>Runs every step of the batch except appending to the log and committing.</summary>
    /// <returns>The outcome of each article, in order.</returns>
    public async Task<ItemOutcome[]> RunAsync(IReadOnlyList<PreparedItem> items, CancellationToken cancellationToken)
    {
        // 1. Find the articles that are stored already, and the people, places and topics of the others.
        var stored = await FindStoredAsync([.. items.Select(item => Incoming(item).Uri)], cancellationToken);
        var exported = items.Select(item => Exported(Incoming(item))).ToArray();
        var keys = exported.SelectMany(e => e.Mentions.Select(m => new ExportedEntityKey(m.Kind, m.Slug)).Concat(e.RemovedLinks));
        var entities = await ExportedNames.FindAsync(batch, keys, cancellationToken);
        var outcomes = items.Select(item => Decide(item, stored, entities)).ToArray();

        // 2. Give the new articles their ids and slugs.
        var ids = await ExportedIds.TakeAsync(
            batch, "article", [.. _created.Select(c => c.Exported.Id)], _created.Select(c => c.Exported.LastId), cancellationToken);
        var taken = await slugs.TakeAsync(
            batch.Connection, SlugAllocator.TakenByArticles, [.. _created.Select(c => (FormerSlug.Article, c.Exported.Slug))],
            cancellationToken);
        for (var i = 0; i < ids.Length; i++)
        {
            var article = _created[i].Article;
            (article.Id, article.Slug) = (ids[i], taken[i]);
            article.Mentions.ForEach(mention => mention.ArticleId = article.Id);
        }

        // 3. Write the rows, and collect the rows of the log.
        if (batch.Writes)
        {
            await WriteAsync(entities, cancellationToken);
        }

        return outcomes;
    }

    private static IncomingArticle Incoming(PreparedItem item) => (IncomingArticle)item.Item;

    private static ExportedArticle Exported(IncomingArticle article) =>
        article.Exported ?? throw new ArgumentException("The item is not of an export.", nameof(article));

    private async Task<Dictionary<string, (string Slug, int Version, DateTimeOffset UpdatedAt)>> FindStoredAsync(
        string[] uris, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(FindStored, batch.Connection);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = uris });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var stored = new Dictionary<string, (string, int, DateTimeOffset)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            stored.Add(reader.GetString(0), (reader.GetString(1), reader.GetInt32(2), reader.GetFieldValue<DateTimeOffset>(3)));
        }

        return stored;
    }

    private ItemOutcome Decide(
        PreparedItem item, Dictionary<string, (string Slug, int Version, DateTimeOffset UpdatedAt)> stored,
        Dictionary<ExportedEntityKey, long> entities)
    {
        var exported = Exported(Incoming(item));
        var outcome = new ItemOutcome(item.Item.Origin, Incoming(item).Uri, ItemResult.Unchanged) { Warnings = item.Item.Warnings };
        var own = (exported.Slug, exported.Version, exported.UpdatedAt);
        if (!stored.TryAdd(Incoming(item).Uri, own))
        {
            return stored[Incoming(item).Uri] == own ? outcome : outcome.With(StoredAlready);
        }

        var article = ToArticle(item, exported);
        article.GiveSearch(item.Search);
        var (isComplete, hasItsText) = (true, item.Body.Html == Incoming(item).Content.Body);
        foreach (var mention in exported.Mentions)
        {
            if (!entities.TryGetValue(new(mention.Kind, mention.Slug), out var id))
            {
                isComplete = false;
            }
            else if (article.Mentions.TrueForAll(other => other.EntityId != id))
            {
                article.Mentions.Add(ToMention(mention, id, article, hasItsText));
            }
        }

        _created.Add((article, exported));
        outcome = outcome with { Result = ItemResult.Created };
        return isComplete ? outcome : outcome.With(new(
            "unknown-mention", "A person, place or topic of an article is neither in the export before it nor stored; it was left out."));
    }

    private static Article ToArticle(PreparedItem item, ExportedArticle exported) => new()
    {
        Uri = Incoming(item).Uri,
        Slug = exported.Slug,
        Version = exported.Version,
        Content = Incoming(item).Content with { Body = item.Body.Html },
        BodyText = item.Body.Text,
        WordCount = item.Body.WordCount,
        ReadingMinutes = item.Body.ReadingMinutes,
        CreatedAt = exported.CreatedAt,
        PublishedAt = exported.PublishedAt,
        FirstPublishedAt = exported.FirstPublishedAt,
        UpdatedAt = exported.UpdatedAt,
        ExpiresAt = exported.ExpiresAt,
        WithdrawnAt = exported.WithdrawnAt,
        WithdrawalReason = exported.WithdrawalReason,
        Corrections = exported.Corrections,
        FeedVersion = exported.FeedVersion,
        FeedVersionCreated = exported.FeedVersionCreated,
    };

    /// <param name="hasItsText">False if the body was changed: the positions would be those of another text.</param>
    private static Mention ToMention(ExportedMention mention, long entity, Article article, bool hasItsText) => new()
    {
        EntityId = entity,
        Kind = mention.Kind,
        Relation = mention.Relation,
        Relevance = mention.Relevance,
        Origin = mention.Origin,
        Ordinal = article.Mentions.Count,

        Spans = hasItsText
            ? [.. mention.Spans.Where(span => span.Start >= 0 && span.Start < span.End && span.End <= article.BodyText?.Length)]
            : [],
        PublishedAt = article.PublishedAt,
    };

    private async Task WriteAsync(Dictionary<ExportedEntityKey, long> entities, CancellationToken cancellationToken)
    {
        ArticleChange[] changes = [.. _created.Select(c => new ArticleChange(null, c.Article, [], false))];
        batch.Log.AddRange(await ArticleWriter.WriteAsync(batch.Connection, changes, batch.Now, cancellationToken));
        await ExportedNames.WriteFormerSlugsAsync(
            batch.Connection,
            [.. _created.SelectMany(c => c.Exported.FormerSlugs.Select(slug => (FormerSlug.Article, slug, c.Article.Id)))],
            cancellationToken);
        await Documents.InsertAsync(
            batch.Connection, [.. _created.SelectMany(c => c.Exported.Digests.Distinct().Select(digest => ToDocument(digest, c.Article)))],
            cancellationToken);

        (long Article, long Entity)[] removed = [.. _created.SelectMany(c => c.Exported.RemovedLinks.Where(entities.ContainsKey)
            .Select(key => (c.Article.Id, entities[key])))];
        if (removed.Length > 0)
        {
            await using var command = new NpgsqlCommand(RemoveLinks, batch.Connection);
            command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. removed.Select(r => r.Article)] });
            command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. removed.Select(r => r.Entity)] });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private IncomingDocument ToDocument(string digest, Article article) => new()
    {
        ArticleId = article.Id,
        Digest = Convert.FromBase64String(digest),
        Format = "newsapi export",
        ReceivedAt = batch.Now,
        Document = "",
    };
}

using System.Data;
using System.Globalization;
using System.Runtime.CompilerServices;
using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Importing;
using NewsApi.Content.Linking;
using NewsApi.Content.Publishing;
using Npgsql;

namespace NewsApi.Content.Outgoing;

/// <summary>
/// Everything that the database has of the news at one moment, for an export: also drafts, embargoed, withdrawn and expired articles. All
/// reads are of one snapshot, and only a page is in memory at a time. Nothing that answers clients may use this class.
/// </summary>
/// <remarks>
/// No value depends on the clock. So two exports of the same database are equal, even if an embargo has ended between them.
/// </remarks>
public sealed class ArchiveSnapshot : IAsyncDisposable
{
    // Pages of articles are small, because a body may have megabytes.
    private const int ArticlesPerPage = 100, EntitiesPerPage = 1000;

    // A place comes after the places around it, and so does a topic, because an import needs the parent first. Those that lie within each
    // other in a circle come last.
    private const string DeclareEntities =
        """
        declare archived_entity no scroll cursor for
        with recursive tree(id, depth) as (
          select id, 0 from entity where parent_id is null
          union all
          select e.id, tree.depth + 1 from tree join entity e on e.parent_id = tree.id
        )
        select id, depth from tree
        union all
        select id, 2147483647 from entity where id not in (select id from tree)
        order by depth, id
        """;

    private const string LastIds =
        """
        select coalesce((select max(id) from article), 0),
               greatest(coalesce((select max(id) from entity), 0), (select max(id) from merged_entity))
        """;

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private readonly long _lastArticle;
    private readonly long _lastEntity;

    private ArchiveSnapshot(NpgsqlConnection connection, NpgsqlTransaction transaction, long lastArticle, long lastEntity) =>
        (_connection, _transaction, _lastArticle, _lastEntity) = (connection, transaction, lastArticle, lastEntity);

    /// <summary>Takes the snapshot. It keeps one connection until it is disposed.</summary>
    public static async Task<ArchiveSnapshot> OpenAsync(NewsDatabase database, CancellationToken cancellationToken)
    {
        var connection = await database.OpenAsync(database.Source, cancellationToken);
        try
        {
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);

            // The reader of a pipe may be slow, and a large archive takes its time: limits that fit requests would end the export.
            await using var command = new NpgsqlCommand(
                """
                set transaction read only;
                set local statement_timeout = 0;
                set local idle_in_transaction_session_timeout = 0
                """,
                connection);
            await command.ExecuteNonQueryAsync(cancellationToken);
            await using var last = new NpgsqlCommand(LastIds, connection);
            await using var reader = await last.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            return new ArchiveSnapshot(connection, transaction, reader.GetInt64(0), reader.GetInt64(1));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }

    /// <summary>Returns the people, places and topics; a parent before its children, otherwise by id.</summary>
    public async IAsyncEnumerable<OutgoingEntity> ReadEntitiesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using (var declare = new NpgsqlCommand(DeclareEntities, _connection) { CommandTimeout = 0 })
        {
            await declare.ExecuteNonQueryAsync(cancellationToken);
        }

        while (true)
        {
            var ids = await ReadIdsAsync(
                new NpgsqlCommand($"fetch {EntitiesPerPage} from archived_entity", _connection) { CommandTimeout = 0 }, cancellationToken);
            if (ids.Length == 0)
            {
                break;
            }

            foreach (var entity in await ArchivedEntities.ReadAsync(_connection, ids, _lastEntity, cancellationToken))
            {
                yield return entity;
            }
        }

        await using var close = new NpgsqlCommand("close archived_entity", _connection);
        await close.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Returns the articles by id.</summary>
    public async IAsyncEnumerable<OutgoingArticle> ReadArticlesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var last = 0L; ;)
        {
            var page = new NpgsqlCommand("select id from article where id > $1 order by id limit $2", _connection);
            page.Parameters.Add(new NpgsqlParameter<long> { TypedValue = last });
            page.Parameters.Add(new NpgsqlParameter<int> { TypedValue = ArticlesPerPage });
            var ids = await ReadIdsAsync(page, cancellationToken);
            if (ids.Length == 0)
            {
                yield break;
            }

            foreach (var article in await ReadArticlesAsync(ids, cancellationToken))
            {
                yield return article;
            }

            last = ids[^1];
        }
    }

    private async Task<OutgoingArticle[]> ReadArticlesAsync(long[] ids, CancellationToken cancellationToken)
    {
        var articles = await ArticleStore.LoadAsync(_connection, ids, cancellationToken);
        foreach (var article in articles.Values)
        {
            article.Mentions.Sort((a, b) => (a.Ordinal, a.EntityId).CompareTo((b.Ordinal, b.EntityId)));
        }

        var removed = await ArticleLinker.ReadRemovedAsync(_connection, ids, cancellationToken);
        var named = articles.Values.SelectMany(a => a.Mentions).Select(m => m.EntityId).Concat(removed.SelectMany(links => links));
        var entities = await ArchivedEntities.ReadNamesAsync(_connection, [.. named.Distinct()], cancellationToken);
        var slugs = await ArchivedEntities.ReadFormerSlugsAsync(_connection, FormerSlug.Article, ids, cancellationToken);
        var digests = await ReadDigestsAsync(ids, cancellationToken);
        return Array.ConvertAll(ids, id => ToOutgoing(articles[id], entities) with
        {
            Exported = ToExported(articles[id], entities) with
            {
                LastId = _lastArticle,
                FormerSlugs = [.. slugs[id]],
                Digests = [.. digests[id].Order(StringComparer.Ordinal)],
                RemovedLinks =
                [
                    .. removed[id].Select(entity => entities[entity]).OrderBy(e => e.Kind).ThenBy(e => e.Slug, StringComparer.Ordinal)
                        .Select(entity => new ExportedEntityKey(entity.Kind, entity.Slug)),
                ],
            },
        });
    }

    private async Task<ILookup<long, string>> ReadDigestsAsync(long[] ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select article_id, digest from incoming_document where article_id = any($1)", _connection);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = ids });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var digests = new List<(long Article, string Digest)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            digests.Add((reader.GetInt64(0), Convert.ToBase64String(reader.GetFieldValue<byte[]>(1))));
        }

        return digests.ToLookup(d => d.Article, d => d.Digest);
    }

    private static async Task<long[]> ReadIdsAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var disposed = command;
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ids = new List<long>();
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(reader.GetInt64(0));
        }

        return [.. ids];
    }

    private static OutgoingArticle ToOutgoing(Article article, Dictionary<long, OutgoingEntity> entities)
    {
        // An article whose publication lay ahead when it was last changed keeps the time as the end of its embargo.
        var isScheduled = article.PublishedAt > article.UpdatedAt;
        return new OutgoingArticle
        {
            Uri = article.Uri,
            Slug = article.Slug,
            Version = article.FeedVersion ?? article.Version.ToString(CultureInfo.InvariantCulture),
            VersionCreated = article.UpdatedAt,
            FirstCreated = isScheduled ? null : article.PublishedAt,
            Status = article.WithdrawnAt is not null ? PublishingStatus.Canceled
                : article.PublishedAt is null ? PublishingStatus.Withheld
                : PublishingStatus.Usable,
            EmbargoedUntil = isScheduled ? article.PublishedAt : null,
            Expires = article.ExpiresAt,
            Content = article.Content,
            Mentions =
            [
                .. article.Mentions.Select(m => new OutgoingMention
                {
                    Entity = entities[m.EntityId], Relation = m.Relation, Relevance = m.Relevance,
                }),
            ],
        };
    }

    private static ExportedArticle ToExported(Article article, Dictionary<long, OutgoingEntity> entities) => new()
    {
        Id = article.Id,
        Uri = article.Uri,
        Slug = article.Slug,
        Version = article.Version,
        CreatedAt = article.CreatedAt,
        PublishedAt = article.PublishedAt,
        FirstPublishedAt = article.FirstPublishedAt,
        UpdatedAt = article.UpdatedAt,
        ExpiresAt = article.ExpiresAt,
        WithdrawnAt = article.WithdrawnAt,
        WithdrawalReason = article.WithdrawalReason,
        Corrections = article.Corrections,
        FeedVersion = article.FeedVersion,
        FeedVersionCreated = article.FeedVersionCreated,
        Mentions =
        [
            .. article.Mentions.Select(m => new ExportedMention(m.Kind, entities[m.EntityId].Slug, m.Relation, m.Origin)
            {
                Relevance = m.Relevance, Spans = m.Spans,
            }),
        ],
    };
}

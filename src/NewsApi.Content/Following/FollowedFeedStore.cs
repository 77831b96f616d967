using NewsApi.Content.Database;
using Npgsql;
using NpgsqlTypes;

namespace NewsApi.Content.Following;

/// <summary>Stores what is known of the feeds that are followed. It writes no content: items are written by the importer.</summary>
public sealed class FollowedFeedStore(NewsDatabase database)
{
    /// <returns>The feed; null if it was never requested.</returns>
    public async Task<FollowedFeed?> FindAsync(string url, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(
            """
            select read_as, validated_url, etag, last_modified, digest, moved_to, imported_at, next_at, failures, last_failure, ttl
            from followed_feed where url = $1
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = url });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new FollowedFeed(url, reader.GetString(0))
            {
                Validators = Text(1) is { } validated ? new FeedValidators(validated, Text(2), Text(3)) : null,
                Digest = reader.IsDBNull(4) ? null : reader.GetFieldValue<byte[]>(4),
                MovedTo = Text(5),
                ImportedAt = reader.GetFieldValue<DateTimeOffset?>(6),
                NextAt = reader.GetFieldValue<DateTimeOffset>(7),
                Failures = reader.GetInt32(8),
                LastFailure = Text(9),
                Ttl = reader.GetFieldValue<TimeSpan?>(10),
            }
            : null;

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    /// <summary>Stores a feed; replaces what was stored of it.</summary>
    public async Task SaveAsync(FollowedFeed feed, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(
            """
            insert into followed_feed
              (url, read_as, validated_url, etag, last_modified, digest, moved_to, imported_at, next_at, failures, last_failure, ttl)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            on conflict (url) do update set
              read_as = excluded.read_as, validated_url = excluded.validated_url, etag = excluded.etag,
              last_modified = excluded.last_modified, digest = excluded.digest, moved_to = excluded.moved_to,
              imported_at = excluded.imported_at, next_at = excluded.next_at, failures = excluded.failures,
              last_failure = excluded.last_failure, ttl = excluded.ttl
            """);
        command.Parameters.Add(Text(feed.Url));
        command.Parameters.Add(Text(feed.ReadAs));
        command.Parameters.Add(Text(feed.Validators?.Url));
        command.Parameters.Add(Text(feed.Validators?.ETag));
        command.Parameters.Add(Text(feed.Validators?.LastModified));
        command.Parameters.Add(new NpgsqlParameter<byte[]?> { NpgsqlDbType = NpgsqlDbType.Bytea, TypedValue = feed.Digest });
        command.Parameters.Add(Text(feed.MovedTo));
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset?>
        {
            NpgsqlDbType = NpgsqlDbType.TimestampTz,
            TypedValue = feed.ImportedAt?.ToUniversalTime(),
        });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = feed.NextAt.ToUniversalTime() });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = feed.Failures });
        command.Parameters.Add(Text(StorableText.Problem(feed.LastFailure) is null ? feed.LastFailure : null));
        command.Parameters.Add(new NpgsqlParameter<TimeSpan?> { NpgsqlDbType = NpgsqlDbType.Interval, TypedValue = feed.Ttl });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static NpgsqlParameter<string?> Text(string? value) => new() { NpgsqlDbType = NpgsqlDbType.Text, TypedValue = value };
}

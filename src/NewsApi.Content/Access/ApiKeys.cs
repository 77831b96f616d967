using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NewsApi.Content.Access.Keys;
using NewsApi.Content.Database;
using Npgsql;

namespace NewsApi.Content.Access;

/// <summary>Creates, lists, revokes and finds the API keys of the service. PostgreSQL has only the hashes of their secrets.</summary>
/// <remarks>
/// A key that was found is cached for a second (<see cref="Freshness"/>). So a busy key costs one read a second, and every process notices
/// a revocation or an expiry within a second. PostgreSQL's notifications are not used, because a notification can be lost. Invalid secrets
/// are not cached, because a client that guesses secrets must not fill the memory.
/// </remarks>
public sealed class ApiKeys(NewsDatabase database, TimeProvider time)
{
    /// <summary>The time for which a key is used from the cache before it is read again.</summary>
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(1);

    /// <summary>The largest number of keys in the cache. When the number is reached, the cache is cleared.</summary>
    private const int MostRemembered = 10_000;

    /// <summary>The longest name, in UTF-16 characters.</summary>
    private const int MaxName = 200;

    /// <summary>The longest note, in UTF-16 characters.</summary>
    private const int MaxNote = 500;

    /// <summary>The prefix of every secret. A scanner can find secrets in a log file or a repository by this prefix.</summary>
    public const string Prefix = "nwk_";

    /// <summary>The number of random bytes in a secret. A secret with so many bytes cannot be guessed, so no slow hash is needed.</summary>
    private const int SecretBytes = 32;

    private readonly ConcurrentDictionary<string, (ApiKey Key, long Read)> _known = new(StringComparer.Ordinal);

    /// <summary>Creates a key without a note.</summary>
    public Task<CreatedKey> CreateAsync(string name, Role role, DateTimeOffset? expiresAt, CancellationToken cancellationToken) =>
        CreateAsync(new KeyDraft(name, role, expiresAt), cancellationToken);

    /// <summary>Creates a key.</summary>
    public async Task<CreatedKey> CreateAsync(KeyDraft draft, CancellationToken cancellationToken)
    {
        var (name, role, expiresAt) = draft;
        var expiry = DatabaseClock.Milliseconds(expiresAt);
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxName || StorableText.Problem(name) is not null)
        {
            return new CreatedKey.Rejected($"A key needs a name of 1 to {MaxName} characters.");
        }

        if (draft.Note is { } note && (note.Length > MaxNote || StorableText.Problem(note) is not null))
        {
            return new CreatedKey.Rejected($"A note has at most {MaxNote} characters.");
        }

        if (!Enum.IsDefined(role))
        {
            return new CreatedKey.Rejected("The role does not exist. Choose reader, preview, editor or admin.");
        }

        var secret = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        await using var db = NewsDbContext.On(database.Source);
        await using var command = database.Source.CreateCommand(
            """
            insert into api_key (name, role, hash, created_at, expires_at, note, created_by)
            select $1, $2, $3, date_trunc('milliseconds', clock_timestamp()), $4, $5, $6 where $4 is null or $4 > clock_timestamp()
            on conflict (name) where revoked_at is null do nothing returning id
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)role });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = HashOf(secret) });
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset?>
        {
            NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz,
            TypedValue = expiry
        });
        command.Parameters.Add(Text(draft.Note));
        command.Parameters.Add(Text(draft.CreatedBy));
        if (await command.ExecuteScalarAsync(cancellationToken) is long id)
        {
            return new CreatedKey.Created(await db.ApiKeys.AsNoTracking().SingleAsync(k => k.Id == id, cancellationToken), secret);
        }

        return await db.ApiKeys.AnyAsync(k => k.Name == name && k.RevokedAt == null, cancellationToken)
            ? new CreatedKey.Rejected($"There is already a key '{name}'. Revoke it first, or choose another name.")
            : new CreatedKey.Rejected("The expiry must be in the future.");
    }

    /// <summary>Returns all keys in the order of creation. Revoked and expired keys are included.</summary>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken cancellationToken)
    {
        await using var db = NewsDbContext.On(database.Source);
        return await db.ApiKeys.AsNoTracking().OrderBy(k => k.Id).ToListAsync(cancellationToken);
    }

    /// <summary>Revokes a key for a caller that is not known.</summary>
    public Task<ApiKey?> RevokeAsync(string name, CancellationToken cancellationToken) => RevokeAsync(name, null, cancellationToken);

    /// <summary>Revokes the key with the given name. Every process notices the revocation within <see cref="Freshness"/>.</summary>
    /// <param name="revokedBy">The user and host that revoke the key; null if that is not known.</param>
    /// <returns>The revoked key; null if no key has that name, or the key was revoked before.</returns>
    public async Task<ApiKey?> RevokeAsync(string name, string? revokedBy, CancellationToken cancellationToken)
    {
        if (StorableText.Problem(name) is not null)
        {
            return null;
        }

        await using var command = database.Source.CreateCommand(
            """
            update api_key set revoked_at = date_trunc('milliseconds', clock_timestamp()), revoked_by = $2
            where name = $1 and revoked_at is null returning id
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = name });
        command.Parameters.Add(Text(revokedBy));
        if (await command.ExecuteScalarAsync(cancellationToken) is not long id)
        {
            return null;
        }

        await using var db = NewsDbContext.On(database.Source);
        return await db.ApiKeys.AsNoTracking().SingleAsync(k => k.Id == id, cancellationToken);
    }

    /// <summary>
    /// Returns the key with the given secret. Returns null if no key has the secret, or if the key is revoked or expired.
    /// </summary>
    public async ValueTask<ApiKey?> FindAsync(string secret, CancellationToken cancellationToken)
    {
        // A text of another form cannot be a secret, so PostgreSQL is not queried. Base64url of 32 bytes is 43 characters.
        if (secret.Length != Prefix.Length + 43 || !secret.StartsWith(Prefix, StringComparison.Ordinal)
            || !Base64Url.IsValid(secret.AsSpan(Prefix.Length)))
        {
            return null;
        }

        return await FindAsync(HashOf(secret), cancellationToken);
    }

    /// <summary>
    /// Stores that keys were used until now. One statement stores all of them. A process that only reads stores nothing.
    /// </summary>
    public async Task StoreUseAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        if (database.OnlyReads)
        {
            return;
        }

        await using var command = database.Source.CreateCommand(
            "update api_key set last_used_at = date_trunc('milliseconds', clock_timestamp()) where id = any($1)");
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. ids] });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Returns each given id whose key is revoked, expired or deleted. One statement checks all ids.</summary>
    public async Task<IReadOnlyList<long>> FindEndedAsync(IReadOnlyCollection<long> ids, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(
            """
            select id from unnest($1) as watched (id) where not exists (
              select from api_key where api_key.id = watched.id and revoked_at is null and (expires_at is null or expires_at > clock_timestamp()))
            """);
        command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = [.. ids] });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var ended = new List<long>();
        while (await reader.ReadAsync(cancellationToken))
        {
            ended.Add(reader.GetInt64(0));
        }

        return ended;
    }

    private async ValueTask<ApiKey?> FindAsync(byte[] hash, CancellationToken cancellationToken)
    {
        var text = Convert.ToHexString(hash);
        var now = time.GetTimestamp();
        if (_known.TryGetValue(text, out var known) && time.GetElapsedTime(known.Read, now) < Freshness)
        {
            return known.Key;
        }

        var key = await DeadConnection.RetryAsync(
            database, database.Source, connection => ReadAsync(connection, hash, cancellationToken), cancellationToken);
        if (key is null)
        {
            _known.TryRemove(text, out _);
            return null;
        }

        if (_known.Count >= MostRemembered)
        {
            // Most entries are stale. Each key in use is cached again after one read.
            _known.Clear();
        }

        _known[text] = (key, now);
        return key;
    }

    private static async Task<ApiKey?> ReadAsync(NpgsqlConnection connection, byte[] hash, CancellationToken cancellationToken)
    {
        await using var used = connection;
        await using var command = new NpgsqlCommand(
            """
            select id, name, role, created_at, expires_at from api_key
            where hash = $1 and revoked_at is null and (expires_at is null or expires_at > clock_timestamp())
            """,
            connection);
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = hash });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken)
            ? new ApiKey
            {
                Id = reader.GetInt64(0),
                Name = reader.GetString(1),
                Role = (Role)reader.GetInt16(2),
                Hash = hash,
                CreatedAt = reader.GetFieldValue<DateTimeOffset>(3),
                ExpiresAt = await reader.IsDBNullAsync(4, cancellationToken) ? null : reader.GetFieldValue<DateTimeOffset>(4),
            }
            : null;
    }

    private static NpgsqlParameter<string?> Text(string? value) =>
        new() { NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text, TypedValue = value };

    private static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}

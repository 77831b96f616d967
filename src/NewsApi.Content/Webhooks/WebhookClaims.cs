using NewsApi.Content.Database;
using NewsApi.Content.Wire;
using Npgsql;

namespace NewsApi.Content.Webhooks;

/// <summary>
/// The webhooks that this process owns, and their cursors. Ownership is a time in the row, and not a lock, because a lock would hold a
/// connection for as long as a slow receiver takes. A process that lost its claim sends at most what another process sends too, because
/// each change of the cursor names the cursor before it.
/// </summary>
internal sealed class WebhookClaims(NewsDatabase database, WebhookOptions options)
{
    private readonly Guid _owner = Guid.NewGuid();

    /// <summary>Renews the claims of this process, and claims every webhook that no process owns.</summary>
    public async Task<IReadOnlyList<WebhookClaim>> ClaimAsync(CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(
            """
            update webhook set claimed_by = $1, claimed_until = clock_timestamp() + $2
            where removed_at is null and (claimed_by = $1 or claimed_until is null or claimed_until < clock_timestamp())
            returning id, url, secret, epoch, position, failing_since is not null
            """);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = _owner });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = options.ClaimTime });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var claims = new List<WebhookClaim>();
        while (await reader.ReadAsync(cancellationToken))
        {
            claims.Add(new WebhookClaim(
                reader.GetInt64(0), new Uri(reader.GetString(1)), reader.GetFieldValue<byte[]>(2),
                new WireCursor(reader.GetInt32(3), reader.GetInt64(4)), reader.GetBoolean(5)));
        }

        return claims;
    }

    /// <summary>Moves the cursor of a webhook: the receiver has accepted every announcement up to it, or there was none.</summary>
    /// <param name="isSent">False if the changes up to the cursor have no tags, so that nothing was sent.</param>
    /// <returns>False if this process does not own the webhook any more, or the cursor is not at <paramref name="from"/>.</returns>
    public async Task<bool> AdvanceAsync(long id, WireCursor from, WireCursor to, bool isSent, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(
            """
            update webhook set epoch = $5, position = $6,
              accepted_at = case when $7 then date_trunc('milliseconds', clock_timestamp()) else accepted_at end,
              failing_since = case when $7 then null else failing_since end, failures = case when $7 then 0 else failures end,
              last_failure = case when $7 then null else last_failure end
            where id = $1 and claimed_by = $2 and epoch = $3 and position = $4
            """);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = _owner });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = from.Epoch });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = from.Position });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = to.Epoch });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = to.Position });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = isSent });
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    /// <summary>Stores for operators that an attempt failed.</summary>
    public async Task StoreFailureAsync(long id, string reason, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(
            """
            update webhook set failing_since = coalesce(failing_since, date_trunc('milliseconds', clock_timestamp())),
              failures = failures + 1, last_failure = $3
            where id = $1 and claimed_by = $2
            """);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = id });
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = _owner });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = reason });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Gives all claims of this process up, so that another process goes on at once.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(
            "update webhook set claimed_by = null, claimed_until = null where claimed_by = $1");
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = _owner });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}

using NewsApi.Content.Database;
using NewsApi.Content.Wire;
using Npgsql;
using NpgsqlTypes;

namespace NewsApi.Content.Webhooks;

/// <summary>Adds, lists and removes webhooks.</summary>
public sealed class WebhookStore(NewsDatabase database)
{
    /// <summary>The longest URL, in UTF-16 characters.</summary>
    private const int MaxUrl = 2000;

    /// <summary>The longest note, in UTF-16 characters.</summary>
    private const int MaxNote = 500;

    private const string Select =
        """
        select w.id, w.url, w.epoch, w.position, case when w.epoch = head.epoch then head.position - w.position else 0 end,
               w.created_at, w.created_by, w.note, w.removed_at, w.removed_by, w.accepted_at, w.failing_since, w.last_failure
        from webhook w, wire_head head order by w.id
        """;

    /// <summary>Adds a webhook at the head of the log: it gets the changes after this moment.</summary>
    /// <param name="note">A note for the people who look after the webhooks; null for none.</param>
    /// <param name="createdBy">The user and host that add the webhook; null if that is not known.</param>
    public async Task<AddedWebhook> AddAsync(string url, string? note, string? createdBy, CancellationToken cancellationToken)
    {
        if (url.Length > MaxUrl || StorableText.Problem(url) is not null || !Uri.TryCreate(url, UriKind.Absolute, out var address)
            || (address.Scheme != Uri.UriSchemeHttps && address.Scheme != Uri.UriSchemeHttp)
            || address.UserInfo.Length > 0 || address.Fragment.Length > 0)
        {
            return new AddedWebhook.Rejected(
                $"A webhook needs an https:// or http:// URL of at most {MaxUrl} characters, without a user and without a fragment.");
        }

        if (note is not null && (note.Length > MaxNote || StorableText.Problem(note) is not null))
        {
            return new AddedWebhook.Rejected($"A note has at most {MaxNote} characters.");
        }

        var secret = WebhookSecret.Create();
        await using var command = database.Source.CreateCommand(
            """
            insert into webhook (url, secret, note, created_at, created_by, epoch, position)
            select $1, $2, $3, date_trunc('milliseconds', clock_timestamp()), $4, epoch, position from wire_head
            on conflict (url) where removed_at is null do nothing returning id
            """);
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = address.AbsoluteUri });
        command.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = secret });
        command.Parameters.Add(Text(note));
        command.Parameters.Add(Text(createdBy));
        return await command.ExecuteScalarAsync(cancellationToken) is long id
            ? new AddedWebhook.Added(id, WebhookSecret.Format(secret))
            : new AddedWebhook.Rejected("There is already a webhook with this URL. Remove it first, or choose another URL.");
    }

    /// <summary>Returns all webhooks in the order of creation. Those that were removed are included.</summary>
    public async Task<IReadOnlyList<Webhook>> ListAsync(CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(Select);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var webhooks = new List<Webhook>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var cursor = new WireCursor(reader.GetInt32(2), reader.GetInt64(3));
            webhooks.Add(new Webhook(reader.GetInt64(0), reader.GetString(1), cursor, reader.GetInt64(4))
            {
                CreatedAt = reader.GetFieldValue<DateTimeOffset>(5),
                CreatedBy = ReadText(reader, 6),
                Note = ReadText(reader, 7),
                RemovedAt = reader.GetFieldValue<DateTimeOffset?>(8),
                RemovedBy = ReadText(reader, 9),
                AcceptedAt = reader.GetFieldValue<DateTimeOffset?>(10),
                FailingSince = reader.GetFieldValue<DateTimeOffset?>(11),
                LastFailure = ReadText(reader, 12),
            });
        }

        return webhooks;
    }

    /// <summary>Removes a webhook and deletes its secret. Nothing is sent to it after a few seconds.</summary>
    /// <param name="removedBy">The user and host that remove the webhook; null if that is not known.</param>
    /// <returns>False if there is no such webhook, or it was removed before.</returns>
    public async Task<bool> RemoveAsync(long id, string? removedBy, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(
            """
            update webhook set removed_at = date_trunc('milliseconds', clock_timestamp()), removed_by = $2, secret = null
            where id = $1 and removed_at is null
            """);
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = id });
        command.Parameters.Add(Text(removedBy));
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    private static string? ReadText(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static NpgsqlParameter<string?> Text(string? value) => new() { NpgsqlDbType = NpgsqlDbType.Text, TypedValue = value };
}

using NewsApi.Content.Wire;
using Npgsql;

namespace NewsApi.Content.Publishing;

/// <summary>
/// How far the refresh of <see cref="Articles.Article.SearchNames"/> has come, as stored in <c>name_refresh</c>. A pass goes over the
/// articles that a segment of the log affects, in the order of their ids.
/// </summary>
/// <param name="Done">The names are up to date with the log up to this cursor.</param>
/// <param name="Target">The last position of the segment of the pass; null if no pass has begun.</param>
/// <param name="AfterId">The last article of the pass that is finished.</param>
/// <param name="IsFull">
/// True if the pass goes over all articles. This is necessary if the log no longer has all changes after <paramref name="Done"/>.
/// </param>
internal sealed record NameRefreshProgress(WireCursor Done, long? Target, long AfterId, bool IsFull)
{
    /// <summary>
    /// The largest number of changes in the segment of a pass. It is small, because each batch of the pass reads the segment again.
    /// </summary>
    private const int MaxSegment = 1000;

    private const string Select =
        """
        select done.epoch, done.position, done.target, done.after_id, done.everything,
          head.epoch, head.position, coalesce((select min(position) from wire_change) - 1, head.position)
        from name_refresh done, wire_head head
        """;

    /// <summary>Reads the progress, and begins a pass if none has begun.</summary>
    /// <returns>The progress; null if the log has no change after the last pass.</returns>
    public static async Task<NameRefreshProgress?> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Select, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var stored = new NameRefreshProgress(
            new WireCursor(reader.GetInt32(0), reader.GetInt64(1)),
            await reader.IsDBNullAsync(2, cancellationToken) ? null : reader.GetInt64(2), reader.GetInt64(3), reader.GetBoolean(4));
        return stored.Continue(new WireCursor(reader.GetInt32(5), reader.GetInt64(6)), floor: reader.GetInt64(7));
    }

    /// <summary>Returns the progress after the last article of the pass.</summary>
    public NameRefreshProgress End() =>
        new(Done with { Position = Target ?? Done.Position }, Target: null, AfterId: 0, IsFull: false);

    public async Task WriteAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "update name_refresh set epoch = $1, position = $2, target = $3, after_id = $4, everything = $5", connection);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Done.Epoch });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = Done.Position });
        command.Parameters.Add(new NpgsqlParameter<long?> { TypedValue = Target });
        command.Parameters.Add(new NpgsqlParameter<long> { TypedValue = AfterId });
        command.Parameters.Add(new NpgsqlParameter<bool> { TypedValue = IsFull });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <param name="floor">The lowest position after which the log keeps every change.</param>
    private NameRefreshProgress? Continue(WireCursor head, long floor)
    {
        var isMissed = Done.Epoch != head.Epoch || (Target ?? Done.Position) > head.Position || (Done.Position < floor && !IsFull);
        return isMissed ? new(head, head.Position, AfterId: 0, IsFull: true)
            : Target is not null ? this
            : Done.Position == head.Position ? null
            : this with { Target = Math.Min(Done.Position + MaxSegment, head.Position) };
    }
}

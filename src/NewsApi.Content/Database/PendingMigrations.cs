using System.Reflection;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace NewsApi.Content.Database;

/// <summary>
/// Compares the migrations of this program with those that are applied. EF can do this too, but builds its model first, which takes longer
/// than all else that <c>newsapi status</c> does.
/// </summary>
internal static class PendingMigrations
{
    private const string History = HistoryRepository.DefaultTableName;

    /// <summary>The ids of all migrations of this program, in the order in which they are applied.</summary>
    private static readonly Lazy<string[]> Known = new(() =>
    [
        .. typeof(PendingMigrations).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Migration)))
            .Select(type => type.GetCustomAttribute<MigrationAttribute>()?.Id).OfType<string>().Order(StringComparer.Ordinal),
    ]);

    /// <summary>Returns the ids of the migrations that are not applied to a database yet.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var find = new NpgsqlCommand($"select to_regclass('\"{History}\"') is not null", connection);
        if (await find.ExecuteScalarAsync(cancellationToken) is not true)
        {
            return Known.Value;
        }

        await using var read = new NpgsqlCommand($"select \"MigrationId\" from \"{History}\"", connection);
        await using var rows = await read.ExecuteReaderAsync(cancellationToken);
        var applied = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (await rows.ReadAsync(cancellationToken))
        {
            applied.Add(rows.GetString(0));
        }

        return [.. Known.Value.Where(id => !applied.Contains(id))];
    }
}

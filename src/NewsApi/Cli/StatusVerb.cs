using System.CommandLine;
using System.Globalization;
using NewsApi.Content.Database;
using NewsApi.Content.Publishing;
using NewsApi.Content.Wire;
using NewsApi.Hosting;
using Spectre.Console;

namespace NewsApi.Cli;

/// <summary><c>newsapi status</c>: which database, its migrations, how much is in it, where the wire stands.</summary>
internal static class StatusVerb
{
    public static Command Make()
    {
        var verb = new Command("status", "Say which database is used, what it holds and where its change log stands");
        verb.SetAction((_, cancellationToken) => VerbDatabase.UseAsync(PrintAsync, cancellationToken));
        return verb;
    }

    private static async Task<int> PrintAsync(DatabaseStartup opened, CancellationToken cancellationToken)
    {
        var rows = new List<(string Name, string Value)> { ("database", opened.Address) };
        rows.Add(("server", $"PostgreSQL {await ScalarAsync(opened.Database, "show server_version", cancellationToken)}"));
        var pending = await opened.Database.PendingMigrationsAsync(cancellationToken);
        rows.Add(("migrations", pending.Count == 0 ? "all applied" : $"{pending.Count} to apply: run newsapi migrate"));
        if (pending.Count == 0)
        {
            rows.AddRange(await CountsAsync(opened.Database, cancellationToken));
            rows.AddRange(Written(await WireStatus.ReadAsync(opened.Database, cancellationToken)));
            rows.Add(("lag", Written(await OverdueArticles.ReadAsync(opened.Database, cancellationToken))));
        }

        var table = new Table().HideHeaders().NoBorder().AddColumns("", "");
        foreach (var (name, value) in rows)
        {
            table.AddRow(new Text(name), new Text(value));
        }

        AnsiConsole.Write(table);
        return pending.Count == 0 ? 0 : 1;
    }

    private static async Task<IEnumerable<(string Name, string Value)>> CountsAsync(NewsDatabase database, CancellationToken cancellationToken)
    {
        // One statement, so that the figures belong together.
        await using var command = database.Source.CreateCommand(
            """
            select (select count(*) from article), (select count(*) from entity where kind = 1), (select count(*) from entity where kind = 2),
                   (select count(*) from entity where kind = 3)
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return
        [
            ("articles", Written(reader.GetInt64(0))),
            ("people", Written(reader.GetInt64(1))),
            ("places", Written(reader.GetInt64(2))),
            ("topics", Written(reader.GetInt64(3))),
        ];
    }

    private static IEnumerable<(string Name, string Value)> Written(WireStatus wire) =>
    [
        ("wire", wire.Head.ToString()),
        ("last change", wire.LastChange is { } last ? $"{Written(last)}, {Written(wire.Now - last)} ago" : "none is kept"),
        ("changes kept", wire.OldestChange is { } oldest ? $"{Written(wire.Kept)} since {Written(oldest)}" : "0"),
    ];

    private static string Written(OverdueArticles overdue) => overdue.Since is { } since
        ? $"{Written(overdue.Count)} overdue since {Written(since)}: became public or expired, not yet in the log"
        : "none";

    private static async Task<object?> ScalarAsync(NewsDatabase database, string sql, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private static string Written(DateTimeOffset time) => time.ToString("u", CultureInfo.InvariantCulture);

    private static string Written(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time:d\\.hh\\:mm\\:ss}");

    private static string Written(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}

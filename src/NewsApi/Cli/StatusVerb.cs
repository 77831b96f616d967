using System.CommandLine;
using System.Globalization;
using NewsApi.Content.Database;
using NewsApi.Content.Publishing;
using NewsApi.Content.Webhooks;
using NewsApi.Content.Wire;
using NewsApi.Hosting;
using Spectre.Console;

namespace NewsApi.Cli;

/// <summary><c>newsapi status</c>: prints the state of the database, its migrations, its content and its change log.</summary>
internal static class StatusVerb
{
    public static Command Make()
    {
        var verb = new Command("status", "Print the database, its migrations, its content and the state of its change log");
        verb.SetAction((_, cancellationToken) => VerbDatabase.UseAsync(PrintAsync, cancellationToken));
        return verb;
    }

    private static async Task<int> PrintAsync(DatabaseStartup opened, CancellationToken cancellationToken)
    {
        var rows = new List<(string Name, string Value)> { ("database", opened.Address) };
        rows.Add(("server", $"PostgreSQL {await ScalarAsync(opened.Database, "show server_version", cancellationToken)}"));
        var pending = await opened.Database.PendingMigrationsAsync(cancellationToken);
        if (pending.Count == 0 && await StandbyState.ReadAsync(opened.Database, cancellationToken) is { IsStandby: true } standby)
        {
            rows.Add(("standby", Format(standby)));
        }

        rows.Add(("migrations", pending.Count == 0 ? "all applied" : $"{pending.Count} to apply: run newsapi migrate"));
        if (pending.Count == 0)
        {
            rows.AddRange(await CountsAsync(opened.Database, cancellationToken));
            rows.AddRange(Format(await WireStatus.ReadAsync(opened.Database, cancellationToken)));
            rows.Add(("lag", Format(await OverdueArticles.ReadAsync(opened.Database, cancellationToken))));
            rows.AddRange(Format(await new WebhookStore(opened.Database).ListAsync(cancellationToken)));
        }

        var table = new Table().HideHeaders().NoBorder().AddColumns("", "");
        foreach (var (name, value) in rows)
        {
            table.AddRow(new Text(name), new Text(value));
        }

        AnsiConsole.Write(table);
        return pending.Count == 0 ? 0 : 1;
    }

    private static async Task<IEnumerable<(string Name, string Value)>> CountsAsync(
        NewsDatabase database, CancellationToken cancellationToken)
    {
        // One statement, so that all counts are from one snapshot.
        await using var command = database.Source.CreateCommand(
            """
            select (select count(*) from article), (select count(*) from entity where kind = 1),
                   (select count(*) from entity where kind = 2), (select count(*) from entity where kind = 3)
            """);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return
        [
            ("articles", Format(reader.GetInt64(0))),
            ("people", Format(reader.GetInt64(1))),
            ("places", Format(reader.GetInt64(2))),
            ("topics", Format(reader.GetInt64(3))),
        ];
    }

    private static IEnumerable<(string Name, string Value)> Format(WireStatus wire) =>
    [
        ("wire", wire.Head.ToString()),
        ("last change", wire.LastChange is { } last ? $"{Format(last)}, {Format(wire.Now - last)} ago" : "none kept"),
        ("changes kept", wire.OldestChange is { } oldest ? $"{Format(wire.Kept)} since {Format(oldest)}" : "0"),
    ];

    private static string Format(StandbyState standby)
    {
        var age = standby.Age is { } known ? Format(known) : "unknown";
        var at = string.Create(CultureInfo.InvariantCulture, $"at {standby.Replayed}, {standby.BytesBehind:N0} bytes received and not applied");
        return standby is { HasAppliedAll: true, IsOld: false } ? $"up to date with its primary, {at}"
            : standby.HasAppliedAll ? $"connected to its primary; its newest transaction is {age} old, {at}"
            : standby.IsConnected ? $"at most {age} behind its primary, {at}"
            : $"not connected to its primary; its newest transaction is {age} old, {at}";
    }

    private static IEnumerable<(string Name, string Value)> Format(IReadOnlyList<Webhook> webhooks) =>
        from webhook in webhooks
        where webhook.RemovedAt is null
        let failure = webhook.FailingSince is { } since ? $", failing since {Format(since)}: {webhook.LastFailure}" : ""
        select ($"webhook {Format(webhook.Id)}", $"{Format(webhook.ChangesBehind)} changes behind{failure}");

    private static string Format(OverdueArticles overdue) => overdue.Since is { } since
        ? $"{Format(overdue.Count)} overdue since {Format(since)}: became public or expired, not yet in the log"
        : "none";

    private static async Task<object?> ScalarAsync(NewsDatabase database, string sql, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private static string Format(DateTimeOffset time) => time.ToString("u", CultureInfo.InvariantCulture);

    private static string Format(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time:d\\.hh\\:mm\\:ss}");

    private static string Format(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}

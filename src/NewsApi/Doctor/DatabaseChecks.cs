using System.Diagnostics;
using System.Globalization;
using NewsApi.Content.Database;
using NewsApi.Content.Publishing;
using NewsApi.Content.Wire;
using NewsApi.Hosting;

namespace NewsApi.Doctor;

/// <summary>Checks of PostgreSQL, its settings, its clock and the change log.</summary>
internal sealed class DatabaseChecks
{
    /// <summary>The difference between two clocks that no client notices.</summary>
    private static readonly TimeSpan SmallSkew = TimeSpan.FromSeconds(1);

    /// <summary>Due articles are logged within a second. So one that is overdue for longer has no service that logs it.</summary>
    private static readonly TimeSpan Overdue = TimeSpan.FromSeconds(10);

    /// <summary>Old changes are removed each hour.</summary>
    private static readonly TimeSpan RemovalDelay = TimeSpan.FromHours(3);

    private static readonly TimeSpan NotificationLimit = TimeSpan.FromSeconds(5);

    private readonly DatabaseStartup _opened;
    private readonly NewsDatabase _database;
    private readonly Settings _settings;

    private DatabaseChecks(DatabaseStartup opened, Settings settings) =>
        (_opened, _database, _settings) = (opened, opened.Database, settings);

    /// <summary>Returns the checks of an open database.</summary>
    public static IReadOnlyList<Check> Of(DatabaseStartup opened, Settings settings)
    {
        var checks = new DatabaseChecks(opened, settings);
        return
        [
            new("database", checks.CheckServerAsync),
            new("sessions", checks.CheckSessionsAsync),
            new("migrations", checks.CheckMigrationsAsync),
            new("collations", checks.CheckCollationsAsync),
            new("durability", checks.CheckDurabilityAsync),
            new("time limits", checks.CheckTimeLimitsAsync),
            new("connections", checks.CheckConnectionsAsync),
            new("clock", checks.CheckClockAsync),
            checks._database.OnlyReads
                ? new("standby", checks.CheckStandbyAsync)
                : new("notifications", checks.CheckNotificationsAsync),
            new("change log", checks.CheckLogAsync),
            new("due articles", checks.CheckDueArticlesAsync),
            new("disk", cancellationToken => MachineChecks.CheckDiskAsync(opened, settings, cancellationToken)),
        ];
    }

    private async Task<Finding> CheckServerAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _database.RejectUnsuitableServerAsync(cancellationToken);
        }
        catch (UnsuitableDatabaseException e)
        {
            return new Finding(Severity.Problem, "database", e.Message);
        }

        var version = await _database.Session.AskAsync<string>("show server_version", cancellationToken);
        return Finding.Fine("database", $"{_opened.Address}: PostgreSQL {version}, UTF-8, {(_database.OnlyReads ? "only read" : "writable")}");
    }

    private async Task<Finding> CheckSessionsAsync(CancellationToken cancellationToken) =>
        await _opened.FindSessionProblemAsync(cancellationToken) is { } problem
            ? new Finding(Severity.Problem, "sessions", problem)
            : Finding.Fine("sessions", _database.ThroughPooler ? "kept, beside a pooler" : "kept");

    private async Task<Finding> CheckMigrationsAsync(CancellationToken cancellationToken) =>
        (await _database.PendingMigrationsAsync(cancellationToken)).Count is var pending and > 0
            ? Finding.Problem("migrations", $"{pending} are not applied", "Run `newsapi migrate`, or start the service.")
            : Finding.Fine("migrations", "all applied");

    // An index that was sorted by another version of a collation can miss rows.
    private async Task<Finding> CheckCollationsAsync(CancellationToken cancellationToken)
    {
        var changed = await _database.Session.ListAsync(
            """
            select quote_ident(collname) from pg_collation
            where collversion <> pg_collation_actual_version(oid)
              and exists (select from pg_index where indrelid >= 16384 and pg_collation.oid = any(indcollation::oid[]))
            union all
            select 'of the database' from pg_database
            where datname = current_database() and datcollversion <> pg_database_collation_actual_version(oid)
            """,
            cancellationToken);
        return changed.Count == 0
            ? Finding.Fine("collations", "as when the indexes were made")
            : Finding.Problem(
                "collations", $"of another version than when the indexes were made: {string.Join(", ", changed)}",
                "Run `REINDEX DATABASE`, and then `ALTER COLLATION … REFRESH VERSION` or `ALTER DATABASE … REFRESH COLLATION VERSION`.");
    }

    private async Task<Finding> CheckDurabilityAsync(CancellationToken cancellationToken)
    {
        var off = await _database.Session.ListAsync(
            """
            select name from unnest(array['fsync', 'full_page_writes', 'synchronous_commit', 'autovacuum']) name
            where current_setting(name) = 'off'
            """,
            cancellationToken);
        return off switch
        {
            [] => Finding.Fine("durability", "committed changes survive a crash of the server"),
            ["autovacuum"] => Finding.Warning(
                "durability", "autovacuum is off, so tables grow and queries become slow", "Switch it on in postgresql.conf."),
            ["synchronous_commit"] => Finding.Warning(
                "durability", "synchronous_commit is off: a crash of the server can lose changes after their responses were sent",
                "Switch it on for the database: `ALTER DATABASE … SET synchronous_commit = on`."),
            _ => Finding.Problem(
                "durability", $"{string.Join(" and ", off)} are off: a crash of the server can destroy the database",
                "Switch them on in postgresql.conf."),
        };
    }

    private async Task<Finding> CheckTimeLimitsAsync(CancellationToken cancellationToken)
    {
        var limits = await _database.Session.ListAsync(
            """
            select name || ' is ' || current_setting(name)
            from unnest(array['statement_timeout', 'idle_session_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout']) name
            where current_setting(name) <> '0'
            """,
            cancellationToken);
        return limits.Count == 0
            ? Finding.Fine("time limits", "none on the side of PostgreSQL")
            : Finding.Warning(
                "time limits", $"{string.Join(", ", limits)}: imports, migrations or the connection that listens can be ended by it",
                "Set it to 0 for the user of the service: `ALTER ROLE … SET name = 0`. The service has time limits of its own.");
    }

    private async Task<Finding> CheckConnectionsAsync(CancellationToken cancellationToken)
    {
        // Negative means no limit, for a role and for a database.
        var allowed = await _database.Session.AskAsync<int>(
            """
            select least(
              current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int,
              (select nullif(rolconnlimit, -1) from pg_roles where rolname = current_user),
              (select nullif(datconnlimit, -1) from pg_database where datname = current_database()))
            """,
            cancellationToken);
        var most = _database.MostConnections;
        var text = $"a process of the service opens at most {most}, and {allowed} are allowed";
        return _database.ThroughPooler || most <= allowed
            ? Finding.Fine("connections", text)
            : Finding.Warning(
                "connections", text, "Raise max_connections or the limit of the role, or set a smaller Maximum Pool Size for each process.");
    }

    private async Task<Finding> CheckClockAsync(CancellationToken cancellationToken)
    {
        var skew = await MeasureSkewAsync(cancellationToken);
        var text = $"this machine is {Math.Abs(skew.TotalSeconds).ToString("0.0", CultureInfo.InvariantCulture)} s "
            + $"{(skew < TimeSpan.Zero ? "behind" : "ahead of")} PostgreSQL";
        return skew.Duration() <= SmallSkew
            ? Finding.Fine("clock", text)
            : Finding.Warning(
                "clock", $"{text}; embargoes keep to PostgreSQL's clock, tokens and log lines to this machine's",
                "Synchronise both clocks (NTP).");
    }

    private async Task<Finding> CheckNotificationsAsync(CancellationToken cancellationToken) =>
        await NotificationProbe.ArrivesAsync(_database, NotificationLimit, cancellationToken)
            ? Finding.Fine("notifications", "arrive (LISTEN and NOTIFY)")
            : Finding.Problem(
                "notifications", "do not arrive, so each change reaches subscribers up to a second late",
                "Set ConnectionStrings__Session to the address of PostgreSQL itself, without a pooler or a proxy that drops them.");

    private async Task<Finding> CheckStandbyAsync(CancellationToken cancellationToken)
    {
        var state = await StandbyState.ReadAsync(_database, cancellationToken);
        var feedback = await _database.Session.AskAsync<string>("show hot_standby_feedback", cancellationToken);
        return !state.IsStandby ? Finding.Fine("standby", "this server is a primary")
            : !state.IsConnected ? Finding.Problem(
                "standby", "it is not connected to its primary, so its news grows old", "Start the primary, or correct primary_conninfo.")
            : feedback == "off" ? Finding.Warning(
                "standby", "hot_standby_feedback is off, so the standby can end queries to apply changes; the service repeats them",
                "Set hot_standby_feedback = on on the standby.")
            : Finding.Fine("standby", "connected to its primary");
    }

    private async Task<Finding> CheckLogAsync(CancellationToken cancellationToken)
    {
        var log = await WireStatus.ReadAsync(_database, cancellationToken);
        var retention = _settings.Bind<WireOptions>().Retention;
        var text = string.Create(CultureInfo.InvariantCulture, $"at {log.Head}, {log.Kept} changes kept");
        return log.OldestChange is { } oldest && log.Now - oldest > retention + RemovalDelay
            ? Finding.Warning(
                "change log", $"{text}, the oldest since {oldest.ToString("u", CultureInfo.InvariantCulture)}: older than the "
                + $"{retention.TotalDays.ToString("0", CultureInfo.InvariantCulture)} days of NewsApi__Wire__Retention",
                "Start a service: it removes old changes each hour.")
            : Finding.Fine("change log", text);
    }

    private async Task<Finding> CheckDueArticlesAsync(CancellationToken cancellationToken)
    {
        var overdue = await OverdueArticles.ReadAsync(_database, cancellationToken);
        var now = await _database.Source.AskAsync<DateTime>("select clock_timestamp()", cancellationToken);
        return overdue.Since is { } since && now - since.UtcDateTime > Overdue
            ? Finding.Warning(
                "due articles", $"{overdue.Count} became public or expired since {since.ToString("u", CultureInfo.InvariantCulture)}, and "
                + "subscribers do not know it yet",
                "Start a service: it tells subscribers within a second.")
            : Finding.Fine("due articles", "none is overdue");
    }

    // PostgreSQL read its clock some time in the round trip, so the shortest of three round trips tells the most.
    private async Task<TimeSpan> MeasureSkewAsync(CancellationToken cancellationToken)
    {
        var best = (RoundTrip: TimeSpan.MaxValue, Skew: TimeSpan.Zero);
        for (var i = 0; i < 3; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var theirs = await _database.Session.AskAsync<DateTime>("select clock_timestamp()", cancellationToken);
            var (roundTrip, ours) = (Stopwatch.GetElapsedTime(started), TimeProvider.System.GetUtcNow().UtcDateTime);
            if (roundTrip < best.RoundTrip)
            {
                best = (roundTrip, ours - (roundTrip / 2) - theirs);
            }
        }

        return best.Skew;
    }
}

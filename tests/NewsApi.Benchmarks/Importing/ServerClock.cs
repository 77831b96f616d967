using System.Globalization;
using Npgsql;

namespace NewsApi.Benchmarks.Importing;

/// <summary>The processor time of all processes of PostgreSQL that have ended, which Linux adds up in their parent.</summary>
internal static class ServerClock
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private const int UserTimeOfChildren = 13;
    private const double TicksPerSecond = 100;

    /// <summary>Waits until a database has no connections, and returns the time; null if the server's process cannot be seen.</summary>
    public static async Task<TimeSpan?> ReadAsync(NpgsqlDataSource admin, string database, CancellationToken cancellationToken)
    {
        await using var connected = admin.CreateCommand(
            "select exists (select from pg_stat_activity where datname = $1 and backend_type = 'client backend')");
        connected.Parameters.Add(new NpgsqlParameter<string> { TypedValue = database });
        do
        {
            // Once more after the last one: a process ends a little later than its connection.
            await Task.Delay(Interval, cancellationToken);
        }
        while (await connected.ExecuteScalarAsync(cancellationToken) is true);

        try
        {
            await using var file = admin.CreateCommand("select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)");
            var status = await File.ReadAllTextAsync($"/proc/{await file.ExecuteScalarAsync(cancellationToken)}/stat", cancellationToken);

            // Fields are counted after the name, which may hold blanks.
            var fields = status[(status.LastIndexOf(')') + 2)..].Split(' ');
            var ticks = fields[UserTimeOfChildren..(UserTimeOfChildren + 2)].Sum(f => long.Parse(f, CultureInfo.InvariantCulture));
            return TimeSpan.FromSeconds(ticks / TicksPerSecond);
        }
        catch (Exception e) when (e is PostgresException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

using System.Text;
using System.Text.Json;
using Npgsql;

namespace NewsApi.Benchmarks;

/// <summary>
/// Sees how PostgreSQL runs the statements that the service really sends, with their real parameters: a service whose connections
/// load <c>auto_explain</c>, and the server's log. That is at hand for a private server only.
/// </summary>
internal sealed class Plans(string log)
{
    // Past the fifth use a statement is prepared, and past five more PostgreSQL may settle on a plan for any parameters.
    private const int Repetitions = 14;

    private const string Settings =
        "-c session_preload_libraries=auto_explain -c auto_explain.log_min_duration=0 -c auto_explain.log_analyze=on "
        + "-c auto_explain.log_buffers=on -c auto_explain.log_timing=off -c auto_explain.log_format=json";

    /// <summary>Looks for the log and the module; null where one is missing.</summary>
    public static async Task<Plans?> FindAsync(BenchmarkDatabase database, CancellationToken cancellationToken)
    {
        if (database.ServerLog is not { } log)
        {
            return null;
        }

        try
        {
            await using var load = database.Database.Source.CreateCommand("load 'auto_explain'");
            await load.ExecuteNonQueryAsync(cancellationToken);
            return new Plans(log);
        }
        catch (PostgresException)
        {
            return null;
        }
    }

    /// <summary>The connection string for the service that is watched.</summary>
    public static string Watched(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Options = Settings }.ConnectionString;

    /// <param name="ask">Sends a request to that service; nothing else may be sent to it meanwhile.</param>
    public async Task<Plan> OfAsync(Func<Task> ask)
    {
        for (var i = 1; i < Repetitions; i++)
        {
            await ask();
        }

        // Each backend writes its plan before it answers, so all of the last request's are there once it is answered.
        var start = new FileInfo(log).Length;
        await ask();
        JsonElement[] entries = [.. Entries(start)];
        return new Plan(
            [.. entries.Select(e => (Text(e, "Query Text")!, Buffers(e.GetProperty("Plan"))))],
            [.. entries.SelectMany(e => Nodes(e.GetProperty("Plan"))).Where(n => Text(n, "Node Type") == "Seq Scan")
                .Select(n => Text(n, "Relation Name")!).Distinct()]);
    }

    private IEnumerable<JsonElement> Entries(long start)
    {
        using var file = new FileStream(log, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        file.Position = start;
        using var reader = new StreamReader(file, Encoding.UTF8);
        var json = new StringBuilder();
        while (reader.ReadLine() is { } line)
        {
            // The lines of an entry after its first begin with a tab.
            if (line.StartsWith('\t'))
            {
                json.AppendLine(line);
                continue;
            }

            if (json.Length > 0)
            {
                yield return JsonDocument.Parse(json.ToString()).RootElement;
            }

            json.Clear();
        }

        if (json.Length > 0)
        {
            yield return JsonDocument.Parse(json.ToString()).RootElement;
        }
    }

    private static long Buffers(JsonElement plan) =>
        plan.GetProperty("Shared Hit Blocks").GetInt64() + plan.GetProperty("Shared Read Blocks").GetInt64();

    private static IEnumerable<JsonElement> Nodes(JsonElement plan) => plan.TryGetProperty("Plans", out var below)
        ? below.EnumerateArray().SelectMany(Nodes).Prepend(plan)
        : [plan];

    private static string? Text(JsonElement node, string property) => node.TryGetProperty(property, out var value) ? value.GetString()
        : null;
}

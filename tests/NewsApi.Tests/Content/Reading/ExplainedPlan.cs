using System.Globalization;
using System.Text.Json;
using NewsApi.Content.Reading.Statements;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Content.Reading;

/// <summary>What PostgreSQL did for a statement, by EXPLAIN (ANALYZE, BUFFERS).</summary>
internal sealed class ExplainedPlan
{
    private readonly JsonElement[] _nodes;

    private ExplainedPlan(JsonElement root, string text)
    {
        (_nodes, Text) = ([.. NodesOf(root.GetProperty("Plan"))], text);
        Buffers = root.GetProperty("Plan").GetProperty("Shared Hit Blocks").GetInt64() + root.GetProperty("Plan")
            .GetProperty("Shared Read Blocks").GetInt64();
    }

    /// <summary>Pages of tables and indexes that were read.</summary>
    public long Buffers { get; }

    public string Text { get; }

    public bool ReadsAll(string table) => _nodes.Any(n => Is(n, "Node Type", "Seq Scan") && Is(n, "Relation Name", table));

    /// <summary>How many rows came out of that index.</summary>
    public double RowsOf(string index) => _nodes.Where(n => Is(n, "Index Name", index))
        .Sum(n => n.GetProperty("Actual Rows").GetDouble() * n.GetProperty("Actual Loops").GetDouble());

    /// <summary>Runs a statement as the pool would after many times: planned once for any value, unless the statement forbids it.</summary>
    public static async Task<ExplainedPlan> OfAsync(TestDatabase database, SqlText sql)
    {
        await using var connection =
            new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var command = sql.ToBatchCommand();
        var values = command.Parameters.Select(p => Literal(p.Value!)).ToArray();
        var (types, arguments) = values.Length == 0
            ? ("", "")
            : ($"({string.Join(", ", values.Select(v => v.Type))})", $"({string.Join(", ", values.Select(v => v.Value))})");
        await RunAsync($"prepare explained{types} as {command.CommandText}");
        await RunAsync($"set plan_cache_mode = {(sql.PlansByValue ? "force_custom_plan" : "force_generic_plan")}");
        await using var explain = new NpgsqlCommand($"explain (analyze, buffers, format json) execute explained{arguments}", connection);

        // The first run reads the catalogue too.
        await explain.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        var text = (string)(await explain.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
        using var json = JsonDocument.Parse(text);
        return new ExplainedPlan(json.RootElement[0].Clone(), $"{command.CommandText}\n{text}");

        async Task RunAsync(string statement)
        {
            await using var run = new NpgsqlCommand(statement, connection);
            await run.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    // EXPLAIN EXECUTE takes no parameters of its own.
    private static (string Type, string Value) Literal(object value) => value switch
    {
        string text => ("text", $"'{text.Replace("'", "''", StringComparison.Ordinal)}'"),
        long number => ("bigint", number.ToString(CultureInfo.InvariantCulture)),
        long[] numbers => ("bigint[]", $"'{{{string.Join(',', numbers)}}}'"),
        short[] numbers => ("smallint[]", $"'{{{string.Join(',', numbers)}}}'"),
        string[] texts => ("text[]", $"array[{string.Join(", ", texts.Select(t => Literal(t).Value))}]"),
        DateTime time => ("timestamptz", $"'{time.ToString("O", CultureInfo.InvariantCulture)}'"),
        _ => throw new ArgumentException(value.GetType().Name),
    };

    private static IEnumerable<JsonElement> NodesOf(JsonElement node) => node.TryGetProperty("Plans", out var below)
        ? below.EnumerateArray().SelectMany(NodesOf).Prepend(node)
        : [node];

    private static bool Is(JsonElement node, string property, string value) => node.TryGetProperty(property, out var found)
        && found.GetString() == value;
}

using System.Text.Json;
using Npgsql;

namespace NewsApi.Benchmarks;

/// <summary>One side of the comparison: the process that answers, and the name of its connections in PostgreSQL.</summary>
internal sealed record Side(string Name, ChildProcess Process, NpgsqlDataSource Watch)
{
    public string ApplicationName => $"benchmark {Name}";

    public int Port => new Uri(Process.Greeting).Port;

    /// <summary>Processor time that its backends in PostgreSQL have taken; null where their processes cannot be seen.</summary>
    public async Task<TimeSpan?> BackendCpuAsync(CancellationToken cancellationToken)
    {
        await using var command = Watch.CreateCommand("select pid from pg_stat_activity where application_name = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = ApplicationName });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var sum = TimeSpan.Zero;
        while (await reader.ReadAsync(cancellationToken))
        {
            try
            {
                using var backend = System.Diagnostics.Process.GetProcessById(reader.GetInt32(0));
                sum += backend.TotalProcessorTime;
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                return null;
            }
        }

        return sum;
    }
}

/// <summary>One measurement of a query on one side.</summary>
/// <param name="AppCpu">Microseconds of processor time a request took in the side's own process.</param>
/// <param name="DatabaseCpu">The same in PostgreSQL; null where that cannot be seen.</param>
/// <param name="LoadShare">The part of all the machine's processor time that the load generator took.</param>
internal sealed record Sample(double PerSecond, double P50, double P99, double AppCpu, double? DatabaseCpu, double LoadShare);

/// <summary>Measures queries on a side through the load generator.</summary>
internal sealed class Measurement(ChildProcess load, string folder, int connections)
{
    /// <summary>Writes exchanges down for the load generator, once for all rounds.</summary>
    public async Task<string> WriteAsync(string name, Exchange[] exchanges, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, $"{name}.json");
        await File.WriteAllBytesAsync(file, JsonSerializer.SerializeToUtf8Bytes(exchanges), cancellationToken);
        return file;
    }

    /// <exception cref="DisagreementException">An answer was wrong under load, or there was none.</exception>
    public async Task<Sample> RunAsync(Side side, string file, double seconds, CancellationToken cancellationToken)
    {
        var (app, database) = (side.Process.Cpu, await side.BackendCpuAsync(cancellationToken));
        var answer = await load.AskAsync(JsonSerializer.Serialize(new LoadJob(side.Port, file, connections, seconds)), cancellationToken);
        var result = JsonSerializer.Deserialize<LoadResult>(answer)!;
        if (result.Error is { } error || result.Requests == 0)
        {
            throw new DisagreementException($"{Path.GetFileNameWithoutExtension(file)} fails under load: {result.Error ?? "no answer in time"}");
        }

        return new Sample(
            result.PerSecond,
            result.P50,
            result.P99,
            (side.Process.Cpu - app).TotalMicroseconds / result.Requests,
            (await side.BackendCpuAsync(cancellationToken) - database)?.TotalMicroseconds / result.Requests,
            result.Cpu / (result.Seconds * Environment.ProcessorCount));
    }
}

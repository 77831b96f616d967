using System.Text.Json;

namespace NewsApi.Benchmarks;

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

    /// <summary>Returns the requests that a port answers in a second.</summary>
    /// <exception cref="DisagreementException">An answer was wrong under load, or there was none.</exception>
    public async Task<double> RateAsync(int port, string file, double seconds, CancellationToken cancellationToken)
    {
        var answer = await load.AskAsync(JsonSerializer.Serialize(new LoadJob(port, file, connections, seconds)), cancellationToken);
        var result = JsonSerializer.Deserialize<LoadResult>(answer)!;
        return result is { Error: null, Requests: > 0 }
            ? result.PerSecond
            : throw new DisagreementException(
                $"{Path.GetFileNameWithoutExtension(file)} fails under load: {result.Error ?? "no answer in time"}");
    }

    /// <exception cref="DisagreementException">An answer was wrong under load, or there was none.</exception>
    public async Task<Sample> RunAsync(Side side, string file, double seconds, CancellationToken cancellationToken)
    {
        var (app, database) = (side.Process.Cpu, await side.BackendCpuAsync(cancellationToken));
        var job = new LoadJob(side.Process.Address.Port, file, connections, seconds);
        var answer = await load.AskAsync(JsonSerializer.Serialize(job), cancellationToken);
        var result = JsonSerializer.Deserialize<LoadResult>(answer)!;
        if (result.Error is { } error || result.Requests == 0)
        {
            throw new DisagreementException(
                $"{Path.GetFileNameWithoutExtension(file)} fails under load: {result.Error ?? "no answer in time"}");
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

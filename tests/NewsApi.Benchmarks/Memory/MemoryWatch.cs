using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace NewsApi.Benchmarks.Memory;

/// <summary>Reads what the service and its backends hold, from Linux, from PostgreSQL and from the metrics of the service.</summary>
internal sealed class MemoryWatch(ChildProcess service, Side side, HttpClient http)
{
    private const string CacheSize = "newsapi_cache_size_bytes";

    public async Task<MemorySample> TakeAsync(double minute, int subscribers, CancellationToken cancellationToken)
    {
        var peak = Resident();
        var memory = await ServiceMemory.OfAsync(service, cancellationToken);
        var (backends, connections) = await BackendsAsync(cancellationToken);
        var handles = Directory.GetFiles($"/proc/{service.Id.ToString(CultureInfo.InvariantCulture)}/fd");
        using var process = Process.GetProcessById(service.Id);
        return new MemorySample(
            minute, memory.Managed, memory.WorkingSet, peak, backends, connections, handles.Length, handles.Count(IsSocket),
            process.Threads.Count, await CacheAsync(cancellationToken), subscribers);
    }

    private static bool IsSocket(string handle)
    {
        try
        {
            return File.ResolveLinkTarget(handle, returnFinalTarget: false)?.Name.StartsWith("socket:", StringComparison.Ordinal) == true;
        }
        catch (IOException)
        {
            // It was closed meanwhile.
            return false;
        }
    }

    private long Resident()
    {
        using var process = Process.GetProcessById(service.Id);
        return process.WorkingSet64;
    }

    /// <summary>The memory that belongs to each backend alone: shared buffers would be counted in all of them.</summary>
    private async Task<(long Bytes, int Count)> BackendsAsync(CancellationToken cancellationToken)
    {
        await using var command = side.Watch.CreateCommand("select pid from pg_stat_activity where application_name = $1");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = side.ApplicationName });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var (bytes, count) = (0L, 0);
        while (await reader.ReadAsync(cancellationToken))
        {
            var status = $"/proc/{reader.GetInt32(0).ToString(CultureInfo.InvariantCulture)}/status";
            if (File.Exists(status) && Array.Find(await File.ReadAllLinesAsync(status, cancellationToken), IsOwn) is { } line)
            {
                bytes += 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
                count++;
            }
        }

        return (bytes, count);

        static bool IsOwn(string line) => line.StartsWith("RssAnon:", StringComparison.Ordinal);
    }

    private async Task<long> CacheAsync(CancellationToken cancellationToken)
    {
        var metrics = await http.GetStringAsync(new Uri(service.Address, "metrics"), cancellationToken);
        var line = metrics.Split('\n').FirstOrDefault(l => l.StartsWith(CacheSize, StringComparison.Ordinal))
            ?? throw new DisagreementException($"The metrics have no {CacheSize}.");
        return (long)double.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
    }
}

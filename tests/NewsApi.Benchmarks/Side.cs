using Npgsql;

namespace NewsApi.Benchmarks;

/// <summary>One side of the comparison: the process that answers, and the name of its connections in PostgreSQL.</summary>
internal sealed record Side(string Name, IServerProcess Process, NpgsqlDataSource Watch)
{
    public string ApplicationName => $"benchmark {Name}";

    /// <summary>The address, without a slash at its end.</summary>
    public string Origin => Process.Address.GetLeftPart(UriPartial.Authority);

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

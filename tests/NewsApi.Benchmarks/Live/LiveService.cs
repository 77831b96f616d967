namespace NewsApi.Benchmarks.Live;

/// <summary>A service under measurement, a process of its own, and what it takes of the machine.</summary>
internal sealed class LiveService : IAsyncDisposable
{
    private readonly ChildProcess _process;

    private LiveService(ChildProcess process) => _process = process;

    public int Port => new Uri(_process.Greeting).Port;

    public string Address => _process.Greeting;

    /// <summary>User and system time.</summary>
    public TimeSpan Cpu => _process.Cpu;

    /// <summary>Resident bytes.</summary>
    public long Memory
    {
        get
        {
            using var process = System.Diagnostics.Process.GetProcessById(_process.Id);
            return process.WorkingSet64;
        }
    }

    /// <summary>The process, for what only it can do.</summary>
    public ChildProcess Process => _process;

    /// <param name="settings">Further settings, such as <c>NewsApi__Proxies</c>.</param>
    public static async Task<LiveService> StartAsync(
        string connectionString, CancellationToken cancellationToken, IEnumerable<(string Name, string Value)>? settings = null) =>
        new(await Run.StartAsync("service", "service", connectionString, settings ?? [], cancellationToken));

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}

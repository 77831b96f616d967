using Microsoft.Extensions.Logging.Abstractions;
using NewsApi.Content.Database;
using NewsApi.Postgres;

namespace NewsApi.Benchmarks;

/// <summary>The database of the run: a private server in a temporary folder, or the one that the environment names.</summary>
internal sealed class BenchmarkDatabase : IAsyncDisposable
{
    private readonly PrivatePostgres? _server;
    private readonly string? _folder;
    private readonly bool _keep;

    private BenchmarkDatabase(string connectionString, PrivatePostgres? server, string? folder, bool keep)
    {
        (ConnectionString, _server, _folder, _keep) = (connectionString, server, folder, keep);
        Database = NewsDatabase.At(connectionString);
    }

    public string ConnectionString { get; }

    public NewsDatabase Database { get; }

    /// <summary>The server's log; null where the server is not ours.</summary>
    public string? ServerLog => _folder is null ? null
        : Directory.GetDirectories(_folder, "postgres-*").Select(f => Path.Combine(f, "server.log")).FirstOrDefault(File.Exists);

    /// <param name="keep">Whether a private server's data stays for the next run.</param>
    /// <param name="name">Tells the folders of two databases of one run apart.</param>
    public static async Task<BenchmarkDatabase> OpenAsync(bool keep, CancellationToken cancellationToken, string name = "")
    {
        if (Environment.GetEnvironmentVariable(RunOptions.DatabaseVariable) is { Length: > 0 } connectionString)
        {
            return new BenchmarkDatabase(connectionString, null, null, keep);
        }

        var folder = Path.Combine(Path.GetTempPath(), keep ? $"newsapi-benchmarks{name}" : $"newsapi-benchmarks-{Guid.NewGuid():N}"[..30]);
        var server = await PrivatePostgres.StartAsync(folder, NullLogger.Instance, cancellationToken);
        return new BenchmarkDatabase(server.ConnectionString, server, folder, keep);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (_server is not null)
        {
            await _server.DisposeAsync();
            if (!_keep)
            {
                Directory.Delete(_folder!, recursive: true);
            }
        }
    }
}

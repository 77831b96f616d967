using NewsApi.Content.Database;
using NewsApi.Content.Wire;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Content.Wire;

/// <summary>A file of <c>pg_dump</c>. It is deleted with this object, and so are the databases that were restored from it.</summary>
/// <param name="Head">The head of the log in the dump.</param>
/// <param name="Lost">A later head, which clients have seen and the dump lacks.</param>
internal sealed record DumpedLog(string File, WireCursor Head, WireCursor Lost) : IAsyncDisposable
{
    private readonly List<(TestPostgres Server, string Name)> _restored = [];
    private string _address = "";

    public async Task<NewsDatabase> RestoreAsync(TestPostgres server)
    {
        _address = await server.CreateAsync("encoding 'UTF8' template template0", TestContext.Current.CancellationToken);
        _restored.Add((server, new NpgsqlConnectionStringBuilder(_address).Database ?? ""));
        var database = NewsDatabase.At(_address);
        await RestoreIntoAsync(database);
        return database;
    }

    public async Task RestoreIntoAsync(NewsDatabase database, params string[] options)
    {
        var name = new NpgsqlConnectionStringBuilder(database.Source.ConnectionString).Database;
        await PostgresTools.RunAsync(_address, "pg_restore", ["--no-owner", "--exit-on-error", .. options, $"--dbname={name}", File]);
    }

    public async ValueTask DisposeAsync()
    {
        System.IO.File.Delete(File);
        foreach (var (server, name) in _restored)
        {
            await server.DropAsync(name);
        }
    }
}

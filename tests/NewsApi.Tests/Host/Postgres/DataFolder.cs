using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Npgsql;

namespace NewsApi.Tests.Host.Postgres;

/// <summary>
/// A data directory of a test's own, and a look at the server in it from outside. Whatever still runs in it ends with the test.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal sealed class DataFolder : IDisposable
{
    private readonly DirectoryInfo _top = Directory.CreateTempSubdirectory("newsapi-test-");

    public DataFolder(string below = "data")
    {
        // The server's user, or another one that the test runs as, has to get in.
        File.SetUnixFileMode(_top.FullName, (UnixFileMode)0b111_111_111);
        Path = System.IO.Path.Combine(_top.FullName, below);
    }

    public string Path { get; }

    /// <summary>The folder of the server's version; there is one once a server has been started.</summary>
    public string Server => Servers.Single();

    /// <summary>The server's process as it wrote it down; null when it has stopped properly, and until it has written it.</summary>
    public int? Postmaster
    {
        get
        {
            try
            {
                // A server that starts removes the file of one that was killed, and makes an empty one before it writes.
                return File.ReadLines(PostmasterFile).FirstOrDefault() is { } id ? int.Parse(id, CultureInfo.InvariantCulture) : null;
            }
            catch (FileNotFoundException)
            {
                return null;
            }
        }
    }

    public string PostmasterFile => System.IO.Path.Combine(Server, "data", "postmaster.pid");

    /// <summary>A connection to the service's database on the running server.</summary>
    public async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var file = File.ReadAllLines(PostmasterFile);
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = file[4],
            Port = int.Parse(file[3], CultureInfo.InvariantCulture),
            Database = "newsapi",
            Username = "newsapi",
            Password = File.ReadAllText(System.IO.Path.Combine(Server, "password")),
            Pooling = false,
        }.ConnectionString);
        await connection.OpenAsync(cancellationToken);
        return connection;
    }

    public async Task<object?> AskAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = await ConnectAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }

    private IEnumerable<string> Servers => Directory.Exists(Path)
        ? Directory.GetDirectories(Path, "postgres-*").Where(folder => File.Exists(System.IO.Path.Combine(folder, "password")))
        : [];

    public static void Kill(int process)
    {
        using var kill = Process.Start("kill", ["-KILL", process.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    public void Dispose()
    {
        if (Servers.Any() && Postmaster is { } left && File.Exists($"/proc/{left}/cwd/postmaster.pid"))
        {
            Kill(left);
        }

        _top.Delete(recursive: true);
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NewsApi.Postgres;

/// <summary>The paths of one private server. In the data directory each major version of PostgreSQL has its own folder.</summary>
internal sealed class ServerFolder(string dataDirectory, int major)
{
    private const string Prefix = "postgres-";

    // sockaddr_un has 104 bytes on macOS and 108 on Linux, including a zero at the end. PostgreSQL appends "/.s.PGSQL.5432".
    private const int LongestSocketFolder = 103 - 15;

    public int Major => major;

    public string Root { get; } = Path.Combine(dataDirectory, Prefix + major.ToString(CultureInfo.InvariantCulture));

    /// <summary>PostgreSQL's data folder. It exists only if initialisation has finished.</summary>
    public string Data => Path.Combine(Root, "data");

    /// <summary>The folder in which initialisation runs. If the process dies during initialisation, the folder is left.</summary>
    public string HalfMade => Path.Combine(Root, "data.half-made");

    public string Password => Path.Combine(Root, "password");

    public string Log => Path.Combine(Root, "server.log");

    /// <summary>The file on which each process that uses the server holds a shared lock.</summary>
    public string Lease => Path.Combine(Root, "lease.lock");

    /// <summary>
    /// Returns the file that a process locks while it starts, adopts or stops the server. With this lock, only one process at a time does
    /// so.
    /// </summary>
    public static string GetStartLock(string dataDirectory) => Path.Combine(dataDirectory, "start.lock");

    /// <summary>Returns the major versions that have data, the newest first.</summary>
    public static IEnumerable<int> FindMajorsWithData(string dataDirectory) =>
        new DirectoryInfo(dataDirectory).EnumerateDirectories(Prefix + "*")
            .Select(folder => int.TryParse(folder.Name[Prefix.Length..], CultureInfo.InvariantCulture, out var found) ? found : 0)
            .Where(found => found > 0 && Directory.Exists(new ServerFolder(dataDirectory, found).Data))
            .OrderDescending();

    /// <summary>
    /// Returns the folder of the Unix socket. Only the server's user may enter the folder. Usually the folder is beside the data. If that
    /// path is too long, or contains a comma or a quote, it cannot be used. The folder is then in a system folder and has a hash of
    /// <see cref="Root"/> in its name.
    /// </summary>
    public string GetSocketFolder()
    {
        var beside = Path.Combine(Root, "socket");
        if (IsUsable(beside))
        {
            return beside;
        }

        var name = "newsapi-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Root)))[..16];
        if (Environment.IsPrivilegedProcess)
        {
            // A process that runs as root gives this folder to the server's user. So other users must not be able to create links there.
            return "/var/run/" + name;
        }

        // If TMPDIR is too long, the folder is in /tmp, which POSIX requires on every system (IEEE 1003.1, 10.1).
        var temporary = Path.Combine(Path.GetTempPath(), name);
        return IsUsable(temporary) ? temporary : "/tmp/" + name;
    }

    // At a comma, Npgsql would split the path into two hosts. At a quote, the server's setting would end.
    private static bool IsUsable(string path) =>
        Encoding.UTF8.GetByteCount(path) <= LongestSocketFolder && path.IndexOfAny([',', '"', '\'']) < 0;
}

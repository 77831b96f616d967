using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NewsApi.Postgres;

/// <summary>The paths of one private server: a folder for each major version inside the data directory.</summary>
internal sealed class ServerFolder(string dataDirectory, int major)
{
    private const string Prefix = "postgres-";

    // sockaddr_un holds 104 bytes on macOS and 108 on Linux, one of them a closing zero; PostgreSQL adds "/.s.PGSQL.5432".
    private const int LongestSocketFolder = 103 - 15;

    public int Major => major;

    public string Root { get; } = Path.Combine(dataDirectory, Prefix + major.ToString(CultureInfo.InvariantCulture));

    /// <summary>PostgreSQL's data folder. It exists once initialisation has finished.</summary>
    public string Data => Path.Combine(Root, "data");

    /// <summary>A folder that is being initialised, or whose process died meanwhile.</summary>
    public string HalfMade => Path.Combine(Root, "data.half-made");

    public string Password => Path.Combine(Root, "password");

    public string Log => Path.Combine(Root, "server.log");

    /// <summary>Locked shared by each process that uses the server.</summary>
    public string Lease => Path.Combine(Root, "lease.lock");

    /// <summary>Locked by a process that starts, adopts or stops the server, so that only one does so at a time.</summary>
    public static string GetStartLock(string dataDirectory) => Path.Combine(dataDirectory, "start.lock");

    /// <summary>Returns the major versions with data, newest first.</summary>
    public static IEnumerable<int> FindMajorsWithData(string dataDirectory) =>
        new DirectoryInfo(dataDirectory).EnumerateDirectories(Prefix + "*")
            .Select(folder => int.TryParse(folder.Name[Prefix.Length..], CultureInfo.InvariantCulture, out var found) ? found : 0)
            .Where(found => found > 0 && Directory.Exists(new ServerFolder(dataDirectory, found).Data))
            .OrderDescending();

    /// <summary>
    /// Returns the folder of the Unix socket: beside the data, or, if that path is too long or contains a comma or a quote, a system
    /// folder with a hash of <see cref="Root"/> in its name. Only the server's user may enter it.
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
            // Root gives the folder to the server's user, so it must not be where other users can create links.
            return "/var/run/" + name;
        }

        // The last resort is a folder that POSIX requires on every system (IEEE 1003.1, 10.1), for a TMPDIR that is too long.
        var temporary = Path.Combine(Path.GetTempPath(), name);
        return IsUsable(temporary) ? temporary : "/tmp/" + name;
    }

    // A comma would make Npgsql read two hosts; quotes would end the server's setting.
    private static bool IsUsable(string path) =>
        Encoding.UTF8.GetByteCount(path) <= LongestSocketFolder && path.IndexOfAny([',', '"', '\'']) < 0;
}

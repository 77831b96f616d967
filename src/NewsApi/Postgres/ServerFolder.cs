using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NewsApi.Postgres;

/// <summary>Where the files of one private server lie: a folder a major version, inside the data directory.</summary>
internal sealed class ServerFolder(string dataDirectory, int major)
{
    private const string Prefix = "postgres-";

    // sockaddr_un holds 104 bytes on macOS and 108 on Linux, one of them a closing zero; PostgreSQL adds "/.s.PGSQL.5432".
    private const int LongestSocketFolder = 103 - 15;

    public int Major => major;

    public string Root { get; } = Path.Combine(dataDirectory, Prefix + major.ToString(CultureInfo.InvariantCulture));

    /// <summary>PostgreSQL's own folder; it is there when initialising has finished, and not before.</summary>
    public string Data => Path.Combine(Root, "data");

    /// <summary>A folder that is still being initialised, or was when the process died.</summary>
    public string HalfMade => Path.Combine(Root, "data.half-made");

    public string Password => Path.Combine(Root, "password");

    public string Log => Path.Combine(Root, "server.log");

    /// <summary>Each process that uses the server holds it shared.</summary>
    public string Lease => Path.Combine(Root, "lease.lock");

    /// <summary>Held by whoever starts, joins or leaves, so that these never happen at once.</summary>
    public static string StartLock(string dataDirectory) => Path.Combine(dataDirectory, "start.lock");

    /// <summary>The versions that have data here, newest first.</summary>
    public static IEnumerable<int> MajorsWithData(string dataDirectory) =>
        new DirectoryInfo(dataDirectory).EnumerateDirectories(Prefix + "*")
            .Select(folder => int.TryParse(folder.Name[Prefix.Length..], CultureInfo.InvariantCulture, out var found) ? found : 0)
            .Where(found => found > 0 && Directory.Exists(new ServerFolder(dataDirectory, found).Data))
            .OrderDescending();

    /// <summary>
    /// The folder of the Unix socket: beside the data where that path is short and plain, else one elsewhere that is named
    /// for it. Only the server's user may enter it.
    /// </summary>
    public string SocketFolder()
    {
        var beside = Path.Combine(Root, "socket");
        if (IsFit(beside))
        {
            return beside;
        }

        var name = "newsapi-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Root)))[..16];
        if (Environment.IsPrivilegedProcess)
        {
            // Root hands the folder to the server's user, so it must not lie where anybody could have laid a link.
            return "/var/run/" + name;
        }

        // The last resort is a folder that POSIX promises on every system (IEEE 1003.1, 10.1), however long TMPDIR is.
        var temporary = Path.Combine(Path.GetTempPath(), name);
        return IsFit(temporary) ? temporary : "/tmp/" + name;
    }

    // A comma would make Npgsql read two hosts; quotes would end the server's setting.
    private static bool IsFit(string path) =>
        Encoding.UTF8.GetByteCount(path) <= LongestSocketFolder && path.IndexOfAny([',', '"', '\'']) < 0;
}

using System.Globalization;
using System.Text.RegularExpressions;
using NewsApi.Content.Database;

namespace NewsApi.Postgres;

/// <summary>A set of PostgreSQL's server programs on this machine.</summary>
/// <param name="Folder">The folder that holds <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>.</param>
internal sealed partial record PostgresBinaries(string Folder, int Major)
{
    public string Program(string name) => Path.Combine(Folder, ExecutableName(name));

    /// <summary>
    /// Looks in <c>PATH</c>, then where installers put them, newest first. A version that already has data comes before all others,
    /// so that installing a newer PostgreSQL beside it does not make yesterday's news disappear.
    /// </summary>
    /// <exception cref="PostgresUnavailableException">There are none, and npm has none either.</exception>
    public static async Task<PostgresBinaries> FindAsync(string dataDirectory, ILogger logger, CancellationToken cancellationToken)
    {
        var found = new List<PostgresBinaries>();
        var tooOld = new List<string>();
        var folders = PathFolders().Concat(InstallerFolders()).Concat(NpmPostgres.BinaryFolders(dataDirectory));
        foreach (var folder in folders.Distinct().Where(HoldsServer))
        {
            var run = await ProgramRun.OfAsync(Path.Combine(folder, ExecutableName("postgres")), ["--version"], cancellationToken);
            if (!int.TryParse(VersionNumber().Match(run.Output).Value, CultureInfo.InvariantCulture, out var major))
            {
                logger.LogDebug("{Folder} holds a postgres that does not start: {Reason}", folder, run.Errors.Trim());
            }
            else if (major < NewsDatabase.OldestMajorVersion)
            {
                tooOld.Add($"{major} in {folder}");
            }
            else
            {
                found.Add(new PostgresBinaries(folder, major));
            }
        }

        var withData = ServerFolder.MajorsWithData(dataDirectory).ToList();
        var chosen = withData.Select(major => found.Find(binaries => binaries.Major == major)).FirstOrDefault(b => b is not null)
            ?? found.FirstOrDefault()
            ?? await NpmPostgres.InstallAsync(dataDirectory, logger, cancellationToken)
            ?? throw new PostgresUnavailableException(Nowhere(tooOld));
        foreach (var other in withData.Where(major => major != chosen.Major && !withData.Contains(chosen.Major)))
        {
            logger.LogWarning(
                "There is data of PostgreSQL {Other} in {Folder}, but no PostgreSQL {Other} on this machine to start it with. "
                + "It stays as it is; a new, empty database of PostgreSQL {Major} is made beside it",
                other, new ServerFolder(dataDirectory, other).Root, other, chosen.Major);
        }

        return chosen;
    }

    internal static bool HoldsServer(string folder) =>
        ((string[])["initdb", "pg_ctl", "postgres"]).All(name => File.Exists(Path.Combine(folder, ExecutableName(name))));

    private static IEnumerable<string> PathFolders() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathRooted);

    // A star stands for one folder name; of several that match, the highest number comes first.
    private static IEnumerable<string> InstallerFolders()
    {
        string[] patterns = OperatingSystem.IsWindows()
            ? [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL", "*", "bin")]
            :
            [
                "/usr/lib/postgresql/*/bin", // Debian, Ubuntu
                "/usr/pgsql-*/bin", // Fedora, Red Hat: PostgreSQL's own packages
                "/usr/libexec/postgresql*", // Alpine
                "/opt/homebrew/opt/postgresql*/bin", // Homebrew on Apple silicon
                "/usr/local/opt/postgresql*/bin", // Homebrew on Intel
                "/home/linuxbrew/.linuxbrew/opt/postgresql*/bin",
                "/Applications/Postgres.app/Contents/Versions/*/bin",
            ];
        return patterns.SelectMany(Matching);
    }

    private static IEnumerable<string> Matching(string pattern)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        var parent = Path.GetDirectoryName(pattern[..(star + 1)])!;
        if (!Directory.Exists(parent))
        {
            return [];
        }

        var below = pattern[(star + 1)..].TrimStart('/', '\\');
        return Directory.EnumerateDirectories(parent, Path.GetFileName(pattern[..(star + 1)]))
            .OrderByDescending(path => int.TryParse(VersionNumber().Match(Path.GetFileName(path)).Value, out var n) ? n : 0)
            .Select(path => Path.Combine(path, below));
    }

    private static string ExecutableName(string program) => OperatingSystem.IsWindows() ? program + ".exe" : program;

    private static string Nowhere(List<string> tooOld) =>
        (tooOld.Count == 0
            ? "No PostgreSQL server programs were found on this machine, and npm could not fetch them."
            : $"NewsApi needs PostgreSQL {NewsDatabase.OldestMajorVersion} or newer; found only {string.Join(", ", tooOld)}, "
                + "and npm could not fetch a newer one.")
        + " Three ways out: install PostgreSQL (Debian and Ubuntu: apt-get install postgresql; macOS: brew install postgresql@18); "
        + "or run everything in containers with `docker compose up`; "
        + "or name a server of your own: ConnectionStrings__News=\"Host=…;Database=…;Username=…;Password=…\".";

    [GeneratedRegex(@"\d+")]
    private static partial Regex VersionNumber();
}

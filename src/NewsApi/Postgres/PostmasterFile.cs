using System.Diagnostics;
using System.Globalization;

namespace NewsApi.Postgres;

/// <summary>The content of <c>postmaster.pid</c>, which a server writes at its start. The file is stale if the server was killed.</summary>
internal sealed record PostmasterFile(string Path, int ProcessId, string DataFolder, int Port, string SocketFolder, string Address)
{
    /// <summary>False if a server is still writing the file, or if the server died during the writing.</summary>
    public bool IsComplete => ProcessId != 0;

    /// <summary>Reads the file. Returns null if it does not exist.</summary>
    public static PostmasterFile? Read(string dataFolder)
    {
        var path = System.IO.Path.Combine(dataFolder, "postmaster.pid");
        try
        {
            // The lines are: process, data folder, start time, port, socket folder, first address listened on, shared memory, status.
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

    /// <summary>The path of the socket; null if the server has no socket and listens on a port.</summary>
    public string? Socket => SocketFolder.Length > 0
        ? System.IO.Path.Combine(SocketFolder, string.Create(CultureInfo.InvariantCulture, $".s.PGSQL.{Port}"))
        : null;

    /// <summary>
    /// Returns true if the process is alive and is the server of this folder. A living process alone proves nothing, because the system
    /// reuses the ids of dead processes.
    /// </summary>
    public bool IsAlive()
    {
        try
        {
            if (!OperatingSystem.IsLinux())
            {
                using var process = Process.GetProcessById(ProcessId);
                return process.ProcessName.StartsWith("postgres", StringComparison.Ordinal);
            }

            // The working directory of a server is its data folder, so the same file can be read through its process.
            return File.ReadAllText($"/proc/{ProcessId}/cwd/postmaster.pid") == File.ReadAllText(Path);
        }
        catch (UnauthorizedAccessException)
        {
            // In a container not even root may read another user's process. Its command line, "postgres -D …", can be read.
            return ReadCommandLine().Contains(DataFolder, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    private string ReadCommandLine()
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

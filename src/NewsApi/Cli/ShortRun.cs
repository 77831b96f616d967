using System.Collections;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace NewsApi.Cli;

/// <summary>
/// Configures the .NET runtime for a verb that works for some seconds and ends. The service runs for days, so its code is measured while it
/// runs, and then compiled for what was measured (<c>TieredPGO</c>). In a short run, the measuring costs more than it ever saves.
/// </summary>
internal static class ShortRun
{
    private const string Setting = "DOTNET_TieredPGO";

    /// <summary>
    /// If the arguments are those of an import, starts the program again with the setting: in place, with the same arguments, files and
    /// process id. The runtime reads it only when it starts. Does nothing if the operator has set it, or where the system cannot do this.
    /// </summary>
    public static void Configure(string[] arguments)
    {
        if (arguments is not ["import", ..] || !OperatingSystem.IsLinux() || Environment.GetEnvironmentVariable(Setting) is not null)
        {
            return;
        }

        try
        {
            // The arguments of the process and not those of Main, because "dotnet newsapi.dll" has two more.
            var all = Encoding.UTF8.GetString(File.ReadAllBytes("/proc/self/cmdline")).Split('\0')[..^1];
            Environment.SetEnvironmentVariable(Setting, "0");
            var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(v => $"{v.Key}={v.Value}");
            DeleteDiagnosticFiles();
            _ = Execute("/proc/self/exe", [.. all, null], [.. variables, null]);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or DllNotFoundException)
        {
            // The import runs as it is, only slower.
        }
    }

    /// <summary>
    /// Deletes what the runtime made for debuggers and deletes at its end, which it does not reach. The next one uses the same names.
    /// </summary>
    private static void DeleteDiagnosticFiles()
    {
        foreach (var pattern in (string[])["dotnet-diagnostic-{0}-*", "clr-debug-pipe-{0}-*"])
        {
            var name = string.Format(CultureInfo.InvariantCulture, pattern, Environment.ProcessId);
            Array.ForEach(Directory.GetFiles(Path.GetTempPath(), name), File.Delete);
        }
    }

    /// <summary>Replaces the program of this process. Returns only if it fails.</summary>
    [DllImport("libc", EntryPoint = "execve", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Execute(string path, string?[] arguments, string?[] variables);
}

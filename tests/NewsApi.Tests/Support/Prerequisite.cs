using Xunit;

namespace NewsApi.Tests.Support;

/// <summary>What a test needs of the machine: missing on a laptop it skips, in CI it fails.</summary>
internal static class Prerequisite
{
    private static bool InCI => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    /// <summary>The full path of the first of these programs that is on the PATH; none of them ends the test.</summary>
    public static string Program(params ReadOnlySpan<string> names)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var endings = OperatingSystem.IsWindows() ? new[] { ".exe", ".cmd" } : [""];
        foreach (var name in names)
        {
            foreach (var folder in folders)
            {
                foreach (var ending in endings)
                {
                    if (Path.Combine(folder, name + ending) is var path && File.Exists(path))
                    {
                        return path;
                    }
                }
            }
        }

        var message = $"This test needs one of these programs: {string.Join(", ", names)}.";
        Assert.SkipUnless(InCI, message);
        Assert.Fail(message);
        return "";
    }
}

using System.Runtime.CompilerServices;
using Xunit;

namespace NewsApi.Tests.Clients;

/// <summary>Runs one of this folder's scripts, which drive public clients and audit suites; restores their packages first.</summary>
internal static class NodeScript
{
    private static readonly NpmProject Project = new(Folder());

    /// <returns>What the script printed; an exit code other than 0 fails the test with what it said.</returns>
    public static async Task<string> RunAsync(string script, params IEnumerable<string> arguments)
    {
        await Project.RestoreAsync();
        return await Project.RunAsync("node", [script, .. arguments]);
    }

    /// <summary>The text of a file of one of the packages.</summary>
    public static async Task<string> FileAsync(string path)
    {
        await Project.RestoreAsync();
        return await File.ReadAllTextAsync(Path.Combine(Folder(), "node_modules", path), TestContext.Current.CancellationToken);
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}

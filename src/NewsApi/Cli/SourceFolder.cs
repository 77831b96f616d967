namespace NewsApi.Cli;

/// <summary>Recognises a program that <c>dotnet run</c> built and started: the program is in a folder below its project file.</summary>
internal static class SourceFolder
{
    private const string Project = "NewsApi.csproj";

    /// <summary>
    /// The command that runs the program from the source, without a verb, for example <c>dotnet run --project src/NewsApi --</c>. Null for
    /// a published program.
    /// </summary>
    public static string? RunCommand => Find() is { } folder
        ? $"dotnet run --project {Path.GetRelativePath(Environment.CurrentDirectory, folder)} --"
        : null;

    // The program is in bin/Debug/net10.0 below the project.
    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Project)))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}

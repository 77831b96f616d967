namespace NewsApi.Benchmarks;

/// <summary>The source code that this program was built from.</summary>
internal static class SourceFolder
{
    /// <summary>Returns the folder with the solution; null if the program was copied out of it.</summary>
    public static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "NewsApi.sln")))
            {
                return folder.FullName;
            }
        }

        return null;
    }
}

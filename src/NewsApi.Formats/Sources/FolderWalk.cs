using NewsApi.Formats.Documents;

namespace NewsApi.Formats.Sources;

/// <summary>Finds the files that a path stands for.</summary>
internal static class FolderWalk
{
    /// <summary>
    /// The file itself; or of a folder all files below it that a format may read, by name in ordinal order, so that a second run
    /// reads in the same order. Hidden files and links to folders are passed over: a link may lead back up.
    /// </summary>
    public static IEnumerable<FoundFile> Files(string path)
    {
        if (path == "-" || File.Exists(path))
        {
            return [new FoundFile(path, null)];
        }

        if (!Directory.Exists(path))
        {
            return [new FoundFile(path, "There is no such file or folder.")];
        }

        var extensions = Format.All.SelectMany(format => format.Extensions).Distinct().ToArray();
        return Below(path, extensions).DefaultIfEmpty(
            new FoundFile(path, $"The folder holds no file to read; looked for {string.Join(", ", extensions)}, also with .gz."));
    }

    private static IEnumerable<FoundFile> Below(string folder, string[] extensions)
    {
        FileSystemInfo[] entries;
        string? refusal = null;
        try
        {
            entries = new DirectoryInfo(folder).GetFileSystemInfos();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            entries = [];
            refusal = $"The folder cannot be read: {failure.Message}";
        }

        if (refusal is not null)
        {
            yield return new FoundFile(folder, refusal);
        }

        foreach (var entry in entries.Where(e => !e.Name.StartsWith('.')).OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            var path = Path.Combine(folder, entry.Name);
            if (entry is FileInfo)
            {
                if (extensions.Any(extension => HasExtension(entry.Name, extension)))
                {
                    yield return new FoundFile(path, null);
                }
            }
            else if (entry.LinkTarget is null)
            {
                foreach (var file in Below(path, extensions))
                {
                    yield return file;
                }
            }
        }
    }

    private static bool HasExtension(string name, string extension) =>
        name.EndsWith(extension, StringComparison.OrdinalIgnoreCase)
        || name.EndsWith(extension + ".gz", StringComparison.OrdinalIgnoreCase);
}

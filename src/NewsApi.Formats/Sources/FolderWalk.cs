using NewsApi.Formats.Documents;

namespace NewsApi.Formats.Sources;

/// <summary>Finds the files to read at a path.</summary>
internal static class FolderWalk
{
    /// <summary>
    /// If the path is a file, returns this file. If the path is a folder, returns all files below the folder that have a file extension of
    /// one of the formats. The files are sorted by name, in ordinal order, so a second run reads the files in the same order. Hidden files
    /// are skipped. Links to folders are skipped too, because a link may lead back to a folder above it.
    /// </summary>
    public static IEnumerable<FoundFile> FindFiles(string path, IReadOnlyList<Format> formats)
    {
        if (path == "-" || File.Exists(path))
        {
            return [new FoundFile(path, null)];
        }

        if (!Directory.Exists(path))
        {
            return [new FoundFile(path, "There is no such file or folder.")];
        }

        var extensions = formats.SelectMany(format => format.Extensions).Distinct().ToArray();
        return FindBelow(path, extensions).DefaultIfEmpty(
            new FoundFile(
                path, $"The folder contains no file with one of the extensions {string.Join(", ", extensions)}, with or without .gz."));
    }

    private static IEnumerable<FoundFile> FindBelow(string folder, string[] extensions)
    {
        FileSystemInfo[] entries;
        string? rejection = null;
        try
        {
            entries = new DirectoryInfo(folder).GetFileSystemInfos();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            entries = [];
            rejection = $"The folder cannot be read: {failure.Message}";
        }

        if (rejection is not null)
        {
            yield return new FoundFile(folder, rejection);
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
                foreach (var file in FindBelow(path, extensions))
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

using System.Globalization;

namespace NewsApi.Following;

/// <summary>
/// A folder into which other programs put files. A file that was imported is moved into <c>done</c>, and a file that was rejected into
/// <c>failed</c>, with its reasons beside it. A move is one step of the file system, so a file is always in exactly one of the folders.
/// </summary>
public sealed class DropFolder
{
    /// <summary>Endings of files that are still being written, under another name than their last one.</summary>
    private static readonly string[] Unfinished = [".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".writing", "~"];

    private readonly string _done;
    private readonly string _failed;
    private readonly TimeProvider _time;

    /// <exception cref="IOException">The folders <c>done</c> and <c>failed</c> cannot be made.</exception>
    /// <exception cref="UnauthorizedAccessException">The folders <c>done</c> and <c>failed</c> cannot be made.</exception>
    public DropFolder(string path, TimeProvider time)
    {
        (Path, _time) = (System.IO.Path.GetFullPath(path), time);
        _done = Directory.CreateDirectory(System.IO.Path.Combine(Path, "done")).FullName;
        _failed = Directory.CreateDirectory(System.IO.Path.Combine(Path, "failed")).FullName;
    }

    public string Path { get; }

    public string FileOf(FileStamp file) => System.IO.Path.Combine(Path, file.Name);

    /// <summary>
    /// Lists the files to import, the oldest first: of two versions of an item that say no time, the later file counts. Hidden files,
    /// unfinished files and subfolders are left out.
    /// </summary>
    public IReadOnlyList<FileStamp> List() =>
    [
        .. new DirectoryInfo(Path).EnumerateFiles().Where(file => IsTaken(file.Name)).Select(StampOf).OfType<FileStamp>()
            .OrderBy(file => file.Written).ThenBy(file => file.Name, StringComparer.Ordinal),
    ];

    /// <summary>True if the file is still as it was.</summary>
    public bool IsUnchanged(FileStamp file) => StampOf(new FileInfo(FileOf(file))) == file;

    public bool Exists(FileStamp file) => File.Exists(FileOf(file));

    /// <returns>Where the file is now.</returns>
    public string MoveToDone(FileStamp file) => Move(file, _done);

    /// <param name="reasons">A line for each rejection.</param>
    /// <returns>Where the file is now.</returns>
    public string MoveToFailed(FileStamp file, IEnumerable<string> reasons)
    {
        // The reasons are written first: a crash in between leaves a file without need, and not a failed file without a reason.
        var target = FreeName(_failed, file.Name);
        File.WriteAllLines($"{target}.reason", reasons);
        File.Move(FileOf(file), target);
        return target;
    }

    private static bool IsTaken(string name) =>
        !name.StartsWith('.') && !Array.Exists(Unfinished, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <returns>The stamp; null if the file is gone or cannot be seen.</returns>
    private static FileStamp? StampOf(FileInfo file)
    {
        try
        {
            file.Refresh();
            return file.Exists ? new FileStamp(file.Name, file.Length, file.LastWriteTimeUtc) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private string Move(FileStamp file, string folder)
    {
        var target = FreeName(folder, file.Name);
        File.Move(FileOf(file), target);
        return target;
    }

    /// <summary>Returns a name that no file of the folder has: many clients use the same name again and again.</summary>
    private string FreeName(string folder, string name)
    {
        var (stem, ending) = (System.IO.Path.GetFileNameWithoutExtension(name), System.IO.Path.GetExtension(name));
        var target = System.IO.Path.Combine(folder, name);
        var now = _time.GetUtcNow().ToString("yyyyMMdd'T'HHmmssfff", CultureInfo.InvariantCulture);
        for (var number = 1; File.Exists(target); number++)
        {
            target = System.IO.Path.Combine(folder, $"{stem}.{now}{(number == 1 ? "" : $"-{number}")}{ending}");
        }

        return target;
    }
}

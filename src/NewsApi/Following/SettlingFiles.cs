namespace NewsApi.Following;

/// <summary>Remembers since when each file of a folder stands still.</summary>
internal sealed class SettlingFiles(TimeProvider time)
{
    private Dictionary<FileStamp, long> _since = [];

    /// <summary>Takes the files as they are now. Those that are gone or have changed are forgotten.</summary>
    public void Update(IReadOnlyCollection<FileStamp> files)
    {
        var now = time.GetTimestamp();
        _since = files.ToDictionary(file => file, file => _since.GetValueOrDefault(file, now));
    }

    /// <summary>The time for which a file has been seen unchanged.</summary>
    public TimeSpan Stillness(FileStamp file) =>
        _since.TryGetValue(file, out var since) ? time.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>The time since the last write as far as it can be known. The clock of the file system may be wrong.</summary>
    public TimeSpan Age(FileStamp file)
    {
        var (stillness, age) = (Stillness(file), time.GetUtcNow() - new DateTimeOffset(file.Written, TimeSpan.Zero));
        return age > stillness ? age : stillness;
    }
}

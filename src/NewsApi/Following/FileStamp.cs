namespace NewsApi.Following;

/// <summary>A file of a watched folder at one moment. While it is written, its size or its time changes.</summary>
/// <param name="Name">The name without the folder.</param>
/// <param name="Length">The size in bytes.</param>
/// <param name="Written">The time of the last write, by the file system.</param>
public readonly record struct FileStamp(string Name, long Length, DateTime Written);

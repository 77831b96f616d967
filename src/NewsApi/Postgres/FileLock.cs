namespace NewsApi.Postgres;

/// <summary>
/// A shared or exclusive lock on a file, between processes. The operating system releases the lock when its holder dies, so a lock is never
/// stale.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(50);

    // Error codes for a file that another process has locked: EWOULDBLOCK (Linux, macOS), sharing and lock violation (Windows).
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020), unchecked((int)0x80070021)];

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>
    /// Acquires the lock if no other holder, in this process or in another, has a lock that excludes it. Otherwise returns null.
    /// </summary>
    public static FileLock? TryAcquireShared(string path) => TryOpen(path, FileShare.Read);

    /// <inheritdoc cref="TryAcquireShared"/>
    public static FileLock? TryAcquireExclusive(string path) => TryOpen(path, FileShare.None);

    /// <summary>Acquires the exclusive lock. Waits while another holder has the lock.</summary>
    /// <param name="waiting">Called once if the method must wait.</param>
    /// <returns>The lock; null if another holder had the lock for longer than <paramref name="atMost"/>.</returns>
    public static async Task<FileLock?> AcquireExclusiveAsync(
        string path, TimeSpan atMost, Action waiting, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (var first = true; ; first = false)
        {
            if (TryAcquireExclusive(path) is { } held)
            {
                return held;
            }

            if (TimeProvider.System.GetElapsedTime(started) > atMost)
            {
                return null;
            }

            if (first)
            {
                waiting();
            }

            await Task.Delay(RetryInterval, cancellationToken);
        }
    }

    public void Dispose() => _file.Dispose();

    // On Unix, .NET maps FileShare.None to an exclusive flock and FileShare.Read to a shared one.
    private static FileLock? TryOpen(string path, FileShare share)
    {
        try
        {
            return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, share));
        }
        catch (IOException e) when (HeldByAnother.Contains(e.HResult))
        {
            return null;
        }
    }
}

namespace NewsApi.Postgres;

/// <summary>
/// A lock between processes on a file: shared by many or held by one. The operating system lets go of it when its holder dies,
/// however it dies, so there is never a stale one.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    // Opening a file somebody else has locked: EWOULDBLOCK (Linux, macOS), a sharing or lock violation (Windows).
    private static readonly int[] HeldByAnother = [11, 35, unchecked((int)0x80070020), unchecked((int)0x80070021)];

    private readonly FileStream _file;

    private FileLock(FileStream file) => _file = file;

    /// <summary>Null while another process (or another holder in this one) has it in a way that excludes ours.</summary>
    public static FileLock? TryShared(string path) => Try(path, FileShare.Read);

    /// <inheritdoc cref="TryShared"/>
    public static FileLock? TryExclusive(string path) => Try(path, FileShare.None);

    /// <summary>Waits until nobody else holds it.</summary>
    /// <param name="waiting">Called once, when there is something to wait for.</param>
    /// <returns>Null when <paramref name="atMost"/> has passed.</returns>
    public static async Task<FileLock?> ExclusiveAsync(
        string path, TimeSpan atMost, Action waiting, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (var first = true; ; first = false)
        {
            if (TryExclusive(path) is { } held)
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

            await Task.Delay(LookAgain, cancellationToken);
        }
    }

    public void Dispose() => _file.Dispose();

    // .NET turns FileShare.None into an exclusive flock and FileShare.Read into a shared one; on Windows they are what they say.
    private static FileLock? Try(string path, FileShare share)
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

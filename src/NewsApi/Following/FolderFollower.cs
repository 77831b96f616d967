using System.Data.Common;
using System.Threading.Channels;
using NewsApi.Content.Database;
using NewsApi.Content.Importing;

namespace NewsApi.Following;

/// <summary>
/// Imports the files of a folder as other programs drop them. A file is read when its size and time stand still, and moved after its import
/// has been committed: a process that ends in between reads the file again, which changes nothing twice. No failure ends the following.
/// </summary>
public sealed class FolderFollower(DropFolder folder, FollowedImport import, FollowOptions options, FollowLog log, TimeProvider time)
{
    /// <summary>The shortest time between two looks, while one change follows another.</summary>
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(200);

    private readonly SettlingFiles _settling = new(time);
    private readonly WarningLines _warnings = new(log);

    // Files that were read and stay where they are: they could not be read or moved, or may not be complete. They are not read again unless
    // they change or, in the last case, have stood still for long enough.
    private HashSet<FileStamp> _stuck = [];
    private HashSet<FileStamp> _incomplete = [];

    // The failure of the last look, which is printed once; null if it succeeded.
    private string? _interruption;

    /// <summary>Looks into the folder until it is cancelled.</summary>
    /// <param name="every">The pause between two looks, if the operating system reports no change.</param>
    public async Task RunAsync(TimeSpan every, CancellationToken cancellationToken)
    {
        // Some file systems, and all of other machines, report nothing: a report only shortens the pause.
        var changes = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        using var watcher = Watch(changes.Writer);
        while (true)
        {
            var (_, isSettling) = await TryLookAsync(cancellationToken);
            await PauseAsync(isSettling && options.Settle < every ? options.Settle : every, changes.Reader, cancellationToken);
        }
    }

    /// <summary>Imports the files that are in the folder now and stand still, and returns.</summary>
    /// <returns>False if a file was rejected, or cannot be complete.</returns>
    public async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        _settling.Update(folder.List());

        // A little longer, because a timer may end before its time.
        await Task.Delay(options.Settle + ShortestPause, time, cancellationToken);
        return (await TryLookAsync(cancellationToken)).Succeeded;
    }

    private async Task<(bool Succeeded, bool IsSettling)> TryLookAsync(CancellationToken cancellationToken)
    {
        try
        {
            var result = await LookAsync(cancellationToken);
            _interruption = null;
            return result;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // A throw here would end the following of this folder until an operator starts the program again.
            var interruption = FollowFailure.Describe(e);
            if (interruption != _interruption)
            {
                _interruption = interruption;
                log.Failure($"{folder.Path}: {interruption} The files stay where they are, and are read again.");
            }

            return (false, false);
        }
    }

    /// <summary>Looks once, and imports what stands still.</summary>
    /// <returns>Whether every file that was read succeeded, and whether files are left that do not stand still yet.</returns>
    private async Task<(bool Succeeded, bool IsSettling)> LookAsync(CancellationToken cancellationToken)
    {
        var files = folder.List();
        _settling.Update(files);
        _stuck = [.. _stuck.Intersect(files)];
        _incomplete = [.. _incomplete.Intersect(files)];
        var (succeeded, isSettling) = (true, false);
        foreach (var file in files.Where(file => !_stuck.Contains(file)))
        {
            var needed = file.Length == 0 || _incomplete.Contains(file) ? options.Patience : options.Settle;
            var stillness = needed == options.Patience ? _settling.Age(file) : _settling.Stillness(file);
            if (stillness < needed)
            {
                isSettling = true;
                continue;
            }

            succeeded &= await TryTakeAsync(file, cancellationToken);
        }

        return (succeeded, isSettling);
    }

    /// <returns>False if the file was rejected, is not complete, or cannot be read.</returns>
    private async Task<bool> TryTakeAsync(FileStamp file, CancellationToken cancellationToken)
    {
        try
        {
            return await TakeAsync(file, cancellationToken);
        }
        catch (Exception e) when (e is not (OperationCanceledException or ImportStoppedException or DbException)
            && DatabaseFailure.Find(e) is null)
        {
            // A throw here would end each look at this file, so that no later file is ever read.
            _stuck.Add(file);
            log.Failure($"{folder.FileOf(file)}: {FollowFailure.Describe(e)} The file stays here, and is read again if it changes.");
            return false;
        }
    }

    /// <summary>Imports a file and moves it.</summary>
    /// <returns>False if it was rejected, or is not complete.</returns>
    private async Task<bool> TakeAsync(FileStamp file, CancellationToken cancellationToken)
    {
        if (file.Length == 0)
        {
            // It is not opened: a pipe looks like this, and would make the reader wait for ever.
            return Move(file, [$"{folder.FileOf(file)}: The file is empty."], "empty") && false;
        }

        // 1. The import, which is committed when it returns. Without the database the exception leaves every file where it is.
        var imported = await import.RunAsync(folder.FileOf(file), cancellationToken);
        if (!folder.IsUnchanged(file))
        {
            // It grew while it was read, or another process took it.
            return true;
        }

        // 2. What is wrong with it. A file that ends too early may be an upload that pauses.
        if (imported.Rejections.Count > 0 && _settling.Age(file) < options.Patience)
        {
            _incomplete.Add(file);
            log.Failure(
                $"{imported.Rejections[0]} The file is read again if it changes, or after {options.Patience.TotalSeconds:0} seconds.");
            return false;
        }

        foreach (var line in imported.Rejections)
        {
            log.Failure(line);
        }

        _warnings.Print(imported);
        return Move(file, imported.Rejections, Sum(imported.Report)) && imported.Rejections.Count == 0;
    }

    /// <summary>Moves a file that was read, or cannot be read.</summary>
    /// <returns>False if it must stay where it is.</returns>
    private bool Move(FileStamp file, IReadOnlyList<string> rejections, string sum)
    {
        try
        {
            var target = rejections.Count == 0 ? folder.MoveToDone(file) : folder.MoveToFailed(file, rejections);
            log.Change($"{folder.FileOf(file)}: {sum}; moved to {target}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (folder.Exists(file))
            {
                _stuck.Add(file);
                log.Failure($"{folder.FileOf(file)}: {sum}; it cannot be moved, and stays here: {e.Message}");
                return false;
            }
        }

        return true;
    }

    private static string Sum(ImportReport report) =>
        $"{report.Count(ItemResult.Created)} created, {report.Count(ItemResult.Updated)} updated, "
        + $"{report.Count(ItemResult.Unchanged) + report.Count(ItemResult.Older)} unchanged or older, "
        + $"{report.Count(ItemResult.Rejected)} rejected";

    private FileSystemWatcher? Watch(ChannelWriter<bool> changes)
    {
        try
        {
            var watcher = new FileSystemWatcher(folder.Path);
            watcher.Created += (_, _) => changes.TryWrite(true);
            watcher.Changed += (_, _) => changes.TryWrite(true);
            watcher.Renamed += (_, _) => changes.TryWrite(true);
            watcher.EnableRaisingEvents = true;
            return watcher;
        }
        catch (Exception e) when (e is IOException or ArgumentException or PlatformNotSupportedException)
        {
            // The operating system has no more watches to give.
            log.Failure($"{folder.Path}: changes are not reported, and are found by looking: {e.Message}");
            return null;
        }
    }

    private async Task PauseAsync(TimeSpan pause, ChannelReader<bool> changes, CancellationToken cancellationToken)
    {
        await Task.Delay(ShortestPause < pause ? ShortestPause : pause, time, cancellationToken);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task change = changes.ReadAsync(ended.Token).AsTask();
        await Task.WhenAny(Task.Delay(pause, time, ended.Token), change);
        await ended.CancelAsync();
        await change.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
    }
}

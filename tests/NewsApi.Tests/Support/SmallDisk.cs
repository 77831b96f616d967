using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using Xunit;

namespace NewsApi.Tests.Support;

/// <summary>A small file system in memory, which a test can fill. Only root may mount it; without that right the test is skipped.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly DirectoryInfo _folder;

    private SmallDisk(DirectoryInfo folder) => _folder = folder;

    /// <summary>An empty folder on the disk.</summary>
    public string Data => Path.Combine(_folder.FullName, "data");

    private string Filler => Path.Combine(_folder.FullName, "filler");

    /// <param name="owner">The owner of this folder also gets <see cref="Data"/>.</param>
    public static async Task<SmallDisk> MountAsync(int megabytes, string owner)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root may mount a file system.");
        var folder = Directory.CreateTempSubdirectory("newsapi-disk-");
        var size = $"size={megabytes.ToString(CultureInfo.InvariantCulture)}m,mode=755";
        if (await RunAsync("mount", "-t", "tmpfs", "-o", size, "tmpfs", folder.FullName) is { } reason)
        {
            folder.Delete();
            Assert.Skip($"This machine allows no mount: {reason}");
        }

        var disk = new SmallDisk(folder);
        File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_101_101);
        Directory.CreateDirectory(disk.Data);
        Assert.Null(await RunAsync("chown", $"--reference={owner}", disk.Data));
        return disk;
    }

    /// <summary>Takes all the space that is left.</summary>
    public void Fill()
    {
        using var filler = new FileStream(Filler, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        for (var size = 1 << 20; size >= 1 << 12; size >>= 4)
        {
            try
            {
                while (true)
                {
                    filler.Write(new byte[size]);
                }
            }
            catch (IOException)
            {
                // No space for a block of this size is left.
            }
        }
    }

    /// <summary>Gives back the space that <see cref="Fill"/> took.</summary>
    public void Free() => File.Delete(Filler);

    public async ValueTask DisposeAsync()
    {
        Assert.Null(await RunAsync("umount", "--lazy", _folder.FullName));
        _folder.Delete();
    }

    /// <summary>Returns the reason of a failure; null if the program succeeded.</summary>
    private static async Task<string?> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })
            ?? throw new InvalidOperationException($"{program} does not start.");
        var errors = await process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode == 0 ? null : errors;
    }
}

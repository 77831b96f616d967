using System.IO.Compression;
using Microsoft.Win32.SafeHandles;

namespace NewsApi.Cli;

/// <summary>
/// Where an export goes: standard output, or a file. A file is written beside its place and renamed at the end, so that under its name it
/// is always complete. If the export fails, nothing is left of it.
/// </summary>
internal sealed class ExportOutput : IAsyncDisposable
{
    private const int BufferBytes = 1 << 16;

    private readonly string? _file;
    private readonly string? _unfinished;
    private readonly Stream _stream;
    private FileStream? _onDisk;
    private bool _isComplete;

    private ExportOutput(string? file, string? unfinished, Stream stream) =>
        (_file, _unfinished, _stream) = (file, unfinished, stream);

    /// <exception cref="ExportOutputException">The file cannot be created.</exception>
    public static ExportOutput Open(string? file)
    {
        try
        {
            return file is null or "-" ? new(null, null, new BufferedStream(OpenStandardOutput(), BufferBytes)) : OpenFile(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Failure(file, e);
        }
    }

    /// <exception cref="ExportOutputException">The disk is full, or the reader of a pipe has ended, for example.</exception>
    public async Task WriteLineAsync(byte[] line, CancellationToken cancellationToken)
    {
        try
        {
            await _stream.WriteAsync(line, cancellationToken);
            _stream.WriteByte((byte)'\n');
        }
        catch (IOException e)
        {
            throw Failure(_file, e);
        }
    }

    /// <summary>Writes what is buffered, and gives a file its name.</summary>
    /// <exception cref="ExportOutputException">As <see cref="WriteLineAsync"/>.</exception>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _stream.FlushAsync(cancellationToken);
            if (_onDisk is not null && _stream != _onDisk)
            {
                // Writes the end of the compressed data.
                await _stream.DisposeAsync();
            }

            // A name that survives a loss of power must not lead to a file that does not.
            _onDisk?.Flush(flushToDisk: true);
            await (_onDisk ?? _stream).DisposeAsync();
            if (_file is not null && _unfinished is not null)
            {
                File.Move(_unfinished, _file, overwrite: true);
            }

            _isComplete = true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Failure(_file, e);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_isComplete)
        {
            return;
        }

        try
        {
            await _stream.DisposeAsync();
            await (_onDisk ?? _stream).DisposeAsync();
        }
        catch (IOException)
        {
            // The last buffer cannot be written either. The first failure was reported.
        }

        if (_unfinished is not null)
        {
            File.Delete(_unfinished);
        }
    }

    private static ExportOutput OpenFile(string name)
    {
        if (name.StartsWith("/dev/", StringComparison.Ordinal))
        {
            // A device cannot be replaced by a file.
            return new(name, null, new FileStream(name, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, BufferBytes));
        }

        // The target of a link is replaced, and not the link.
        var file = File.Exists(name) ? File.ResolveLinkTarget(name, returnFinalTarget: true)?.FullName ?? name : name;
        var unfinished = $"{file}.tmp";
        var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.Read, BufferBytes, useAsync: false);
        return new(file, unfinished, name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)
            ? new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true)
            : stream)
        { _onDisk = stream };
    }

    // .NET's own stream of the console ignores that the reader of a pipe has ended, and the export would go on to its end.
    private static Stream OpenStandardOutput() => OperatingSystem.IsWindows()
        ? Console.OpenStandardOutput()
        : new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);

    private static ExportOutputException Failure(string? file, Exception cause) =>
        new($"The export cannot be written to {file ?? "standard output"}: {cause.Message}", cause);
}

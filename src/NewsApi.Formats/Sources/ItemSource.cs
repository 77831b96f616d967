using System.IO.Compression;
using System.Runtime.CompilerServices;
using NewsApi.Content.Importing;
using NewsApi.Formats.Documents;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Sources;

/// <summary>
/// Reads documents from paths. A path is a file, a folder, or <c>-</c> for standard input. If the path is a folder, all files below the
/// folder are read that have a file extension of one of the formats. They are read in the ordinal order of their names. Gzip is
/// decompressed, and files are split as their format requires. A part that cannot be read becomes a rejection, and reading continues.
/// </summary>
public sealed class ItemSource
{
    /// <summary>The default of <see cref="MaxDocumentBytes"/>.</summary>
    public const int DefaultMaxDocumentBytes = 32 * 1024 * 1024;

    /// <summary>
    /// The largest size of a document, in bytes. If a line is longer, at most this number of its bytes is in memory at any time.
    /// </summary>
    public int MaxDocumentBytes { get; init; } = DefaultMaxDocumentBytes;

    /// <summary>
    /// Called after each read. The argument is the number of bytes that were read from the file, before decompression.
    /// <see cref="CountBytes"/> returns the sum of these numbers in advance.
    /// </summary>
    public Action<int>? OnRead { get; init; }

    /// <summary>Opens the stream that is read for the path <c>-</c>.</summary>
    public Func<Stream> StandardInput { get; init; } = Console.OpenStandardInput;

    /// <summary>
    /// Returns the total size of the files at these paths in bytes, before decompression. Returns null if one path is standard input.
    /// </summary>
    public static long? CountBytes(IReadOnlyCollection<string> paths, IReadOnlyList<Format> formats) => paths.Contains("-")
        ? null
        : paths.SelectMany(path => FolderWalk.FindFiles(path, formats)).Where(found => found.Rejection is null)
            .Sum(found => new FileInfo(found.File).Length);

    /// <summary>Reads the documents lazily: a document from standard input is returned as soon as its line is complete.</summary>
    /// <param name="formats">The formats that the files may have.</param>
    public async IAsyncEnumerable<SourceEntry> ReadAsync(
        IEnumerable<string> paths, IReadOnlyList<Format> formats, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var found in paths.SelectMany(path => FolderWalk.FindFiles(path, formats)))
        {
            if (found.Rejection is { } rejection)
            {
                yield return new SourceRejection(new Origin(found.File, null), rejection);
                continue;
            }

            await foreach (var entry in ReadFileAsync(found.File, formats, cancellationToken))
            {
                yield return entry;
            }
        }
    }

    /// <summary>Reads the documents of a stream lazily. The stream is not decompressed, and the caller disposes of it.</summary>
    /// <param name="name">The name of the stream, for the origin of each document.</param>
    /// <param name="formats">The formats that the documents may have.</param>
    public async IAsyncEnumerable<SourceEntry> ReadAsync(
        string name, Stream stream, IReadOnlyList<Format> formats, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var lines = new SourceLines(name, stream, MaxDocumentBytes);
        await using var entries = SplitAsync(lines, formats, cancellationToken).GetAsyncEnumerator(cancellationToken);
        SourceEntry? entry;
        do
        {
            entry = await ReadEntryAsync(entries, lines, name);
            if (entry is not null)
            {
                yield return entry;
            }
        }
        while (entry is not null);
    }

    private async IAsyncEnumerable<SourceEntry> ReadFileAsync(
        string file, IReadOnlyList<Format> formats, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (stream, reason) = await TryOpenAsync(file, cancellationToken);
        file = file == "-" ? "standard input" : file;
        if (stream is null)
        {
            yield return new SourceRejection(new Origin(file, null), $"The file cannot be opened: {reason}");
            yield break;
        }

        await using (stream)
        {
            await foreach (var entry in ReadAsync(file, stream, formats, cancellationToken))
            {
                yield return entry;
            }
        }
    }

    /// <summary>Splits the file with the splitter of the first format that accepts the file's first line.</summary>
    private static async IAsyncEnumerable<SourceEntry> SplitAsync(
        SourceLines lines, IReadOnlyList<Format> formats, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await lines.PeekAsync(0, cancellationToken) is not { } first)
        {
            yield return lines.Reject(null, lines.IsEmpty ? "The file is empty." : "The file contains only blank lines.");
            yield break;
        }

        if (!XmlEncoding.IsMarkup(first.Bytes.Span) && Utf8Text.FindForeignUnicode(first.Bytes.Span) is { } problem)
        {
            yield return lines.Reject(null, problem);
            yield break;
        }

        var splitter = (formats.FirstOrDefault(format => format.Splitter.Accepts(first)) ?? formats[0]).Splitter;
        await foreach (var entry in splitter.SplitAsync(lines, cancellationToken))
        {
            yield return entry;
        }
    }

    /// <summary>Returns the next entry; null at the end. If reading fails, returns a rejection, and the next call returns null.</summary>
    private static async ValueTask<SourceEntry?> ReadEntryAsync(IAsyncEnumerator<SourceEntry> entries, SourceLines lines, string file)
    {
        try
        {
            return await entries.MoveNextAsync() ? entries.Current : null;
        }
        catch (InvalidDataException)
        {
            return new SourceRejection(
                new Origin(file, lines.Line),
                "The gzip data is damaged or cut off here; the items before it were read. Fetch the file again.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new SourceRejection(
                new Origin(file, lines.Line), $"Reading failed here; the items before it were read. {failure.Message}");
        }
    }

    private async ValueTask<(Stream? Stream, string? Reason)> TryOpenAsync(string file, CancellationToken cancellationToken)
    {
        Stream? stream = null;
        try
        {
            stream = file == "-" ? StandardInput() : File.Open(file, ForReading);
            // The first bytes show whether the file is gzip. Its name does not: standard input has none, and some tools decompress a .gz
            // file without renaming it.
            var head = new byte[2];
            var read = await stream.ReadAtLeastAsync(head, head.Length, false, cancellationToken);
            var whole = new PrefixedStream(head.AsMemory(0, read), stream, OnRead);
            return (head is [0x1F, 0x8B] ? new GZipStream(whole, CompressionMode.Decompress) : whole, null);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            stream?.Dispose();
            return (null, failure.Message);
        }
    }

    private static readonly FileStreamOptions ForReading = new()
    {
        BufferSize = 0,
        Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
        Share = FileShare.ReadWrite | FileShare.Delete,
    };
}

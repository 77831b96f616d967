using System.IO.Compression;
using System.Runtime.CompilerServices;
using NewsApi.Content.Importing;
using NewsApi.Formats.Documents;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Sources;

/// <summary>
/// Reads paths into documents: files, folders (all files below them, in ordinal order), <c>-</c> for standard input. Gzip is
/// decompressed, and files are split as their format requires. A part that cannot be read becomes a refusal, and reading goes on.
/// </summary>
public sealed class ItemSource
{
    /// <summary>The default of <see cref="MaxDocumentBytes"/>.</summary>
    public const int DefaultMaxDocumentBytes = 32 * 1024 * 1024;

    /// <summary>The largest document in bytes; no more than this of a longer line is ever in memory.</summary>
    public int MaxDocumentBytes { get; init; } = DefaultMaxDocumentBytes;

    /// <summary>Called with the number of bytes of each read, as stored; <see cref="CountBytes"/> gives the total.</summary>
    public Action<int>? OnRead { get; init; }

    /// <summary>Opens the stream of the path <c>-</c>.</summary>
    public Func<Stream> StandardInput { get; init; } = Console.OpenStandardInput;

    /// <summary>Returns the number of bytes of these paths, as stored; null for standard input.</summary>
    public static long? CountBytes(IReadOnlyCollection<string> paths, IReadOnlyList<Format> formats) => paths.Contains("-")
        ? null
        : paths.SelectMany(path => FolderWalk.FindFiles(path, formats)).Where(found => found.Refusal is null)
            .Sum(found => new FileInfo(found.File).Length);

    /// <summary>Reads lazily: a document of standard input is returned as soon as its line is complete.</summary>
    /// <param name="formats">The formats that the files may have.</param>
    public async IAsyncEnumerable<SourceEntry> ReadAsync(
        IEnumerable<string> paths, IReadOnlyList<Format> formats, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var found in paths.SelectMany(path => FolderWalk.FindFiles(path, formats)))
        {
            if (found.Refusal is { } refusal)
            {
                yield return new SourceRefusal(new Origin(found.File, null), refusal);
                continue;
            }

            await foreach (var entry in ReadFileAsync(found.File, formats, cancellationToken))
            {
                yield return entry;
            }
        }
    }

    private async IAsyncEnumerable<SourceEntry> ReadFileAsync(
        string file, IReadOnlyList<Format> formats, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (stream, reason) = await TryOpenAsync(file, cancellationToken);
        file = file == "-" ? "standard input" : file;
        if (stream is null)
        {
            yield return new SourceRefusal(new Origin(file, null), $"The file cannot be opened: {reason}");
            yield break;
        }

        await using (stream)
        {
            var lines = new SourceLines(file, stream, MaxDocumentBytes);
            await using var entries = SplitAsync(lines, formats, cancellationToken).GetAsyncEnumerator(cancellationToken);
            SourceEntry? entry;
            do
            {
                entry = await ReadEntryAsync(entries, lines, file);
                if (entry is not null)
                {
                    yield return entry;
                }
            }
            while (entry is not null);
        }
    }

    /// <summary>Splits the file with the first splitter of the formats that accepts its first line.</summary>
    private static async IAsyncEnumerable<SourceEntry> SplitAsync(
        SourceLines lines, IReadOnlyList<Format> formats, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (await lines.PeekAsync(0, cancellationToken) is not { } first)
        {
            yield return lines.Refuse(null, lines.IsEmpty ? "The file is empty." : "The file contains only blank lines.");
            yield break;
        }

        if (Utf8Text.FindForeignUnicode(first.Bytes.Span) is { } problem)
        {
            yield return lines.Refuse(null, problem);
            yield break;
        }

        var splitter = (formats.FirstOrDefault(format => format.Splitter.Accepts(first)) ?? formats[0]).Splitter;
        await foreach (var entry in splitter.SplitAsync(lines, cancellationToken))
        {
            yield return entry;
        }
    }

    /// <summary>Returns the next entry, or a refusal if reading fails; the entry after that is null.</summary>
    private static async ValueTask<SourceEntry?> ReadEntryAsync(IAsyncEnumerator<SourceEntry> entries, SourceLines lines, string file)
    {
        try
        {
            return await entries.MoveNextAsync() ? entries.Current : null;
        }
        catch (InvalidDataException)
        {
            return new SourceRefusal(
                new Origin(file, lines.Line),
                "The gzip data is damaged or cut off here; the items before it were read. Fetch the file again.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new SourceRefusal(
                new Origin(file, lines.Line), $"Reading failed here; the items before it were read. {failure.Message}");
        }
    }

    private async ValueTask<(Stream? Stream, string? Reason)> TryOpenAsync(string file, CancellationToken cancellationToken)
    {
        Stream? stream = null;
        try
        {
            stream = file == "-" ? StandardInput() : File.Open(file, ForReading);
            // The first bytes tell gzip, not the name: standard input has none, and some tools decompress .gz without renaming it.
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

using System.IO.Compression;
using System.Runtime.CompilerServices;
using NewsApi.Content.Importing;
using NewsApi.Formats.Documents;

namespace NewsApi.Formats.Sources;

/// <summary>
/// Turns paths into documents: files, folders (all below them, in ordinal order), <c>-</c> for standard input; gzip is unpacked,
/// one document a line and JSON arrays are split. What cannot be read becomes a refusal, and everything else still comes.
/// </summary>
public sealed class ItemSource
{
    /// <summary>The largest document that is taken, in bytes, where nothing else is said.</summary>
    public const int DefaultMaxDocumentBytes = 32 * 1024 * 1024;

    /// <summary>The largest document that is taken, in bytes; of a line beyond it no more than this is ever in memory.</summary>
    public int MaxDocumentBytes { get; init; } = DefaultMaxDocumentBytes;

    /// <summary>Told how many bytes of a file each read took, as stored: against <see cref="BytesIn"/>, how far a run is.</summary>
    public Action<int>? OnRead { get; init; }

    /// <summary>What <c>-</c> reads.</summary>
    public Func<Stream> StandardInput { get; init; } = Console.OpenStandardInput;

    /// <summary>The bytes that reading these paths will take; null where nobody can know, as of standard input.</summary>
    public static long? BytesIn(IReadOnlyCollection<string> paths) => paths.Contains("-")
        ? null
        : paths.SelectMany(FolderWalk.Files).Where(found => found.Refusal is null).Sum(found => new FileInfo(found.File).Length);

    /// <summary>Reads on only as the caller asks for more; a document of standard input is there as soon as its line is.</summary>
    public async IAsyncEnumerable<SourceEntry> ReadAsync(
        IEnumerable<string> paths, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var found in paths.SelectMany(FolderWalk.Files))
        {
            if (found.Refusal is { } refusal)
            {
                yield return new SourceRefusal(new Origin(found.File, null), refusal);
                continue;
            }

            await foreach (var entry in ReadFileAsync(found.File, cancellationToken))
            {
                yield return entry;
            }
        }
    }

    private async IAsyncEnumerable<SourceEntry> ReadFileAsync(string file, [EnumeratorCancellation] CancellationToken cancellationToken)
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
            var splitter = new DocumentSplitter(file, stream, MaxDocumentBytes);
            await using var entries = splitter.ReadAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
            SourceEntry? entry;
            do
            {
                entry = await NextAsync(entries, splitter, file);
                if (entry is not null)
                {
                    yield return entry;
                }
            }
            while (entry is not null);
        }
    }

    /// <summary>The next entry; a refusal where reading fails, after which the splitter has ended and gives null.</summary>
    private static async ValueTask<SourceEntry?> NextAsync(IAsyncEnumerator<SourceEntry> entries, DocumentSplitter splitter, string file)
    {
        try
        {
            return await entries.MoveNextAsync() ? entries.Current : null;
        }
        catch (InvalidDataException)
        {
            return new SourceRefusal(
                new Origin(file, splitter.Line),
                "The gzip data is damaged or cut off here; what stands before was read. Fetch the file again.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new SourceRefusal(
                new Origin(file, splitter.Line), $"Reading failed here; what stands before was read. {failure.Message}");
        }
    }

    private async ValueTask<(Stream? Stream, string? Reason)> TryOpenAsync(string file, CancellationToken cancellationToken)
    {
        Stream? stream = null;
        try
        {
            stream = file == "-" ? StandardInput() : File.Open(file, ForReading);
            // Gzip is known by its first bytes, not by the name: standard input has none, and some unpack .gz without renaming it.
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

using System.IO.Compression;
using System.IO.Pipelines;
using System.Text;
using NewsApi.Formats;
using NewsApi.Formats.Documents;
using NewsApi.Formats.Sources;
using Xunit;

namespace NewsApi.Tests.Formats.Sources;

public sealed class ItemSourceTests : IDisposable
{
    private const string A = """{"uri":"urn:a","headline":"A"}""";
    private const string B = """{"uri":"urn:b","headline":"B"}""";
    private readonly Scratch _scratch = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("items.ndjson")]
    [InlineData("items.json")]
    [InlineData("items")]
    public async Task A_file_with_one_item_a_line_is_recognised_by_its_content(string name)
    {
        var path = _scratch.Write(name, $"{A}\n\n  {B}  \r\n{A}");

        var entries = await Read(path);

        Assert.Equal([A, B, A], entries.Select(Text));
        Assert.Equal([1L, 3L, 4L], entries.Select(e => e.Origin.Line));
        Assert.Equal($"{path}:3", entries[1].Origin.ToString());
    }

    [Fact]
    public async Task A_document_over_many_lines_is_read_whole_and_unchanged()
    {
        const string Pretty = "{\r\n\r\n    \"uri\": \"urn:a\",\r\n\t\"headline\": \"A\"\r\n}";

        var entry = Assert.Single(await Read(_scratch.Write("item.json", Pretty + "\r\n")));

        Assert.Equal(Pretty, Text(entry));
        Assert.Null(entry.Origin.Line);
    }

    [Fact]
    public async Task A_list_is_split_into_its_items_with_their_lines()
    {
        var entries = await Read(_scratch.Write("list.json", $"[\n  {A},\n  {B}, {A}\n]\n"));

        Assert.Equal([A, B, A], entries.Select(Text));
        Assert.Equal([2L, 3L, 3L], entries.Select(e => e.Origin.Line));
    }

    [Fact]
    public async Task A_truncated_list_gives_the_items_before_the_cut()
    {
        var entries = await Read(_scratch.Write("list.json", $"[{A},\n{B},\n{{\"uri\":"));

        Assert.Equal([A, B], entries.Take(2).Select(Text));
        Assert.Contains("cut off", Reason(entries[2]), StringComparison.Ordinal);
        Assert.Equal(3, entries.Count);
    }

    [Fact]
    public async Task A_broken_first_line_does_not_affect_the_other_lines()
    {
        var entries = await Read(_scratch.Write("items.json", $"{{\"uri\":\"urn:cut\n{A}\n{B}\n"));

        Assert.Equal([A, B], entries.Skip(1).Select(Text));
    }

    [Fact]
    public async Task Folders_are_read_recursively_in_ordinal_order()
    {
        _scratch.Write("b.json", B);
        _scratch.Write("B.json", A);
        _scratch.Write("a/deep/x.ndjson.gz", Zip(A));
        _scratch.Write("a/README.md", "no item");
        _scratch.Write(".hidden/x.json", A);
        File.CreateSymbolicLink(Path.Combine(_scratch.Folder, "loop"), _scratch.Folder);

        var files = (await Read(_scratch.Folder)).Select(e => Path.GetRelativePath(_scratch.Folder, e.Origin.File));

        Assert.Equal(["B.json", "a/deep/x.ndjson.gz", "b.json"], files);
    }

    [Fact]
    public async Task A_folder_without_readable_files_is_reported()
    {
        Assert.Contains(".ndjson", Reason(Assert.Single(await Read(_scratch.Folder))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unreadable_file_is_rejected_and_the_other_files_are_read()
    {
        using var locked = new FileStream(_scratch.Write("locked.json", A), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        string[] paths =
        [
            Path.Combine(_scratch.Folder, "missing.json"), _scratch.Write("empty.json", ""), _scratch.Write("blank.json", "\n \r\n"),
            locked.Name, _scratch.Write("mark.json", [0xEF, 0xBB, 0xBF]), _scratch.Write("good.json", A),
        ];

        var entries = await Read(paths);

        Assert.Equal(paths, entries.Select(e => e.Origin.File));
        Assert.Equal(
            ["There is no such file or folder.", "The file is empty.", "The file contains only blank lines."], entries.Take(3)
                .Select(Reason));
        Assert.StartsWith("The file cannot be opened", Reason(entries[3]), StringComparison.Ordinal);
        Assert.Equal(A, Text(entries[5]));
    }

    [Fact]
    public async Task Gzip_is_recognised_by_its_content_and_may_have_several_members()
    {
        var entries = await Read(_scratch.Write("items.ndjson", [.. Zip(A + "\n"), .. Zip(B)]));

        Assert.Equal([A, B], entries.Select(Text));
    }

    [Fact]
    public async Task A_truncated_gzip_file_gives_the_items_before_the_cut_and_a_rejection()
    {
        var whole = Zip(string.Concat(
            Enumerable.Range(0, 20_000).Select(i => $"{{\"uri\":\"urn:{i}\",\"headline\":\"{i * 7919L * i}\"}}\n")));
        foreach (var cut in new[] { whole.Length / 2, whole.Length - 4, whole.Length - 9, 15 })
        {
            var entries = await Read(_scratch.Write("cut.gz", whole[..cut]), _scratch.Write("good.json", A));

            var rejection = Assert.Single(entries.OfType<SourceRejection>());
            Assert.Contains("damaged or cut off", rejection.Reason, StringComparison.Ordinal);
            Assert.True(cut < 100 || entries.Count > 9_000, $"{entries.Count} entries");
            Assert.Equal(A, Text(entries[^1]));
        }
    }

    [Fact]
    public async Task A_damaged_gzip_file_is_rejected_as_damaged()
    {
        var damaged = Zip(string.Concat(Enumerable.Repeat(A + "\n", 100)));
        damaged[^6] ^= 0xFF;

        Assert.Contains("damaged or cut off", Reason((await Read(_scratch.Write("damaged.gz", damaged)))[^1]), StringComparison.Ordinal);
        Assert.Contains("damaged or cut off", Reason(Assert.Single(await Read(_scratch.Write("none.gz", [0x1F, 0x8B, 0xFF, 0])))),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public async Task A_file_in_UTF_16_or_UTF_32_is_rejected_with_the_name_of_its_encoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var wanted = name.StartsWith("utf-16", StringComparison.Ordinal) ? "UTF-16" : "UTF-32";

        var marked = Reason(Assert.Single(
            await Read(_scratch.Write("marked.json", [.. encoding.GetPreamble(), .. encoding.GetBytes(A + "\n" + B)]))));

        Assert.Contains($"in {wanted}; convert it to UTF-8", marked, StringComparison.Ordinal);
        if (wanted == "UTF-16")
        {
            Assert.Equal(marked, Reason(Assert.Single(await Read(_scratch.Write("bare.json", encoding.GetBytes(A))))));
        }
    }

    [Fact]
    public async Task A_byte_that_is_not_UTF_8_is_reported_with_its_line_and_offset()
    {
        byte[] latin = [.. Encoding.UTF8.GetBytes($"{A}\n"), .. Encoding.Latin1.GetBytes("{\"uri\":\"café\"}\n"),
            .. Encoding.UTF8.GetBytes(B)];

        var entries = await Read(_scratch.Write("items.ndjson", [.. Encoding.UTF8.GetPreamble(), .. latin]));

        Assert.Equal([A, B], new[] { entries[0], entries[2] }.Select(Text));
        Assert.Equal(2, entries[1].Origin.Line);
        Assert.Contains($"Byte {3 + A.Length + 1 + 11} of the file (0xE9) is not UTF-8", Reason(entries[1]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_of_50_MB_is_rejected_with_its_number_and_the_other_lines_are_read()
    {
        var path = Path.Combine(_scratch.Folder, "huge.ndjson");
        await using (var file = new StreamWriter(path))
        {
            await file.WriteAsync($"{A}\n");
            var chunk = new string('x', 1024 * 1024);
            for (var i = 0; i < 50; i++)
            {
                await file.WriteAsync(chunk);
            }

            await file.WriteAsync($"\n{B}\n");
        }

        var entries = await Read(path);

        Assert.Equal([A, B], new[] { entries[0], entries[2] }.Select(Text));
        Assert.Equal(2, entries[1].Origin.Line);
        Assert.Equal("The line has 50 MiB; the limit is 32 MiB.", Reason(entries[1]));
    }

    [Fact]
    public async Task A_line_longer_than_any_array_is_skipped()
    {
        using var endless = new LongLine(length: 3L * 1024 * 1024 * 1024);
        var lines = new LineReader(endless, limit: 1024 * 1024);

        Assert.Equal((1, true, endless.Length), await lines.ReadAsync(Cancel) is { } first
            ? (first.Number, first.TooLong, first.Length) : default);
        Assert.Equal("end", await lines.ReadAsync(Cancel) is { } last ? Encoding.UTF8.GetString(last.Bytes.Span) : null);
        Assert.Null(await lines.ReadAsync(Cancel));
    }

    [Fact]
    public async Task A_line_as_long_as_the_limit_is_read_and_a_longer_line_is_rejected()
    {
        var path = _scratch.Write("items.ndjson", $"{A}\n{A} \n{A}x{new string('y', 200_000)}\n{B}");

        var entries = await new ItemSource { MaxDocumentBytes = A.Length }
            .ReadAsync([path], KnownFormats.Detected, Cancel).ToListAsync(Cancel);

        Assert.Equal([true, false, false, true], entries.Select(e => e is SourceDocument));
    }

    [Fact]
    public async Task A_document_over_many_lines_that_is_too_large_is_rejected()
    {
        var path = _scratch.Write("item.json", $"{{\n\"a\":\n\"{new string('x', 100)}\"\n}}");

        var entries = await new ItemSource { MaxDocumentBytes = 100 }.ReadAsync([path], KnownFormats.Detected, Cancel).ToListAsync(Cancel);

        Assert.Contains("larger than 100 bytes", Reason(Assert.Single(entries)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_input_gives_each_item_before_the_input_ends()
    {
        var pipe = new Pipe();
        var source = new ItemSource { StandardInput = () => pipe.Reader.AsStream() };
        await using var entries = source.ReadAsync(["-"], KnownFormats.Detected, Cancel).GetAsyncEnumerator(Cancel);

        await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes($"{A}\n"), Cancel);
        Assert.True(await entries.MoveNextAsync());
        Assert.Equal(A, Text(entries.Current));
        Assert.Equal("standard input:1", entries.Current.Origin.ToString());

        await pipe.Writer.WriteAsync(Encoding.UTF8.GetBytes($"{B}\n{{\"half"), Cancel);
        Assert.True(await entries.MoveNextAsync());
        Assert.Equal(B, Text(entries.Current));

        await pipe.Writer.CompleteAsync();
        Assert.True(await entries.MoveNextAsync());
        Assert.Equal(3, entries.Current.Origin.Line);
        Assert.False(await entries.MoveNextAsync());
    }

    [Fact]
    public async Task A_file_that_fails_while_it_is_read_gives_the_items_before_the_failure()
    {
        var source = new ItemSource { StandardInput = () => new FailingAtTheEnd(Encoding.UTF8.GetBytes($"{A}\n{B}\n")) };

        var entries = await source.ReadAsync(["-", _scratch.Write("good.json", A)], KnownFormats.Detected, Cancel).ToListAsync(Cancel);

        Assert.Equal([A, B], entries.Take(2).Select(Text));
        Assert.Contains("The cable is out.", Reason(entries[2]), StringComparison.Ordinal);
        Assert.Equal(3, entries[2].Origin.Line);
        Assert.Equal(A, Text(entries[3]));
    }

    private static async Task<List<SourceEntry>> Read(params string[] paths) =>
        await new ItemSource().ReadAsync(paths, KnownFormats.Detected, Cancel).ToListAsync(Cancel);

    private static string Text(SourceEntry entry) => Encoding.UTF8.GetString(Assert.IsType<SourceDocument>(entry).Bytes.Span);

    private static string Reason(SourceEntry entry) => Assert.IsType<SourceRejection>(entry).Reason;

    private static byte[] Zip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return packed.ToArray();
    }

    /// <summary>A file on a disk that gives out.</summary>
    private sealed class FailingAtTheEnd(byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            return read > 0 ? read : throw new IOException("The cable is out.");
        }
    }
}

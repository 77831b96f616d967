using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.Versioning;
using NewsApi.Tests.Host.Postgres;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Host.Cli;

[UnsupportedOSPlatform("windows")]
public sealed class ExportVerbTests(TestDatabase database, TestPostgres server) : IClassFixture<TestDatabase>
{
    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_export_is_imported_by_one_command_and_exported_again_to_the_same_bytes()
    {
        await PublishAsync();
        using var folder = Folder();
        var (first, second) = (Path.Combine(folder.Path, "first.ndjson.gz"), Path.Combine(folder.Path, "second.ndjson"));
        var other = await server.CreateMigratedAsync(Limit);

        var export = await VerbRun.OnAsync(database.ConnectionString, "export", "--output", first);
        Assert.True(export.ExitCode == 0, export.Output);
        Assert.Contains(" exported in ", export.Output, StringComparison.Ordinal);
        var import = await VerbRun.OnAsync(other, "import", first, "--format", "export");
        Assert.True(import.ExitCode == 0, import.Output);
        Assert.Equal(0, (await VerbRun.OnAsync(other, "export", "-o", second)).ExitCode);

        await using var compressed = new GZipStream(File.OpenRead(first), CompressionMode.Decompress);
        using var text = new StreamReader(compressed);
        Assert.Equal(await text.ReadToEndAsync(Limit), await File.ReadAllTextAsync(second, Limit));
        Assert.Equal(["first.ndjson.gz", "second.ndjson"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Without_a_file_the_lines_go_to_standard_output()
    {
        await PublishAsync();

        var export = await VerbRun.OnAsync(database.ConnectionString, "export");

        Assert.Equal(0, export.ExitCode);
        Assert.Contains("\"kind\":\"place\",\"slug\":\"oslo\"", export.Output, StringComparison.Ordinal);
        Assert.Contains("\"standard\":{\"name\":\"ninjs\"", export.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_cannot_be_written_is_one_sentence_and_exit_code_1()
    {
        var export = await VerbRun.OnAsync(database.ConnectionString, "export", "--output", "/nowhere/archive.ndjson");

        Assert.Equal(1, export.ExitCode);
        var line = Assert.Single(export.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("newsapi: The export cannot be written to /nowhere/archive.ndjson: ", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_ends_when_the_reader_of_its_pipe_has_ended()
    {
        await PublishAsync();
        using var folder = Folder();
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "newsapi.dll"), "export"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["NewsApi__DataDirectory"] = folder.Path;
        start.Environment["ConnectionStrings__News"] = database.ConnectionString;
        using var export = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        export.StandardOutput.Close();

        var errors = await export.StandardError.ReadToEndAsync(Limit);
        await export.WaitForExitAsync(Limit);

        Assert.Equal(1, export.ExitCode);
        var failure = errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        Assert.StartsWith("newsapi: The export cannot be written to standard output: ", failure, StringComparison.Ordinal);
    }

    private Task PublishAsync() => new TestNewsroom(database.Database).ImportOnceAsync(
        TestNewsroom.Item("Harbour bridge reopens", TestNewsroom.Place("Oslo")) with { Uri = "urn:test:export", Document = "export" });

    private static DataFolder Folder()
    {
        var folder = new DataFolder();
        Directory.CreateDirectory(folder.Path);
        return folder;
    }
}

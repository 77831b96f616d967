using System.Runtime.Versioning;
using NewsApi.Tests.Host.PrivatePostgres;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Host.Cli;

[UnsupportedOSPlatform("windows")]
public sealed class ImportVerbTests(TestPostgres server)
{
    private const string Good = """{"uri":"urn:example:oslo","version":"1","versionCreated":"2026-05-01T12:00:00Z","type":"text","headline":"Snow in Oslo","standard":{"name":"ninjs","version":"2.0"}}""";
    private const string CutOff = """{"uri":"urn:example:cut","headline":"Half a""";

    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bad_line_is_named_with_file_line_and_reason_and_the_rest_goes_in()
    {
        var database = await server.CreateMigratedAsync(Limit);
        using var folder = new DataFolder();
        Directory.CreateDirectory(folder.Path);
        var file = Path.Combine(folder.Path, "items.ndjson");
        await File.WriteAllTextAsync(file, $"{CutOff}\n{Good}\n", Limit);

        using var import = Import(folder, database, file);
        Assert.Equal(1, await import.ExitCodeAsync(Limit));
        Assert.Contains($"{file}:1: ", import.Output, StringComparison.Ordinal);
        Assert.Contains("1 created", import.Output, StringComparison.Ordinal);
        Assert.Contains("1 refused", import.Output, StringComparison.Ordinal);
        Assert.Equal(1L, await CountAsync(database));
    }

    [Fact]
    public async Task The_second_import_changes_nothing_and_a_dry_run_never_does()
    {
        var database = await server.CreateMigratedAsync(Limit);
        using var folder = new DataFolder();
        Directory.CreateDirectory(folder.Path);
        var file = Path.Combine(folder.Path, "item.json");
        await File.WriteAllTextAsync(file, Good, Limit);

        using var dryRun = Import(folder, database, file, "--dry-run");
        Assert.Equal(0, await dryRun.ExitCodeAsync(Limit));
        Assert.Contains("would create urn:example:oslo", dryRun.Output, StringComparison.Ordinal);
        Assert.Equal(0L, await CountAsync(database));

        using var first = Import(folder, database, file);
        Assert.Equal(0, await first.ExitCodeAsync(Limit));
        using var second = Import(folder, database, folder.Path);
        Assert.Equal(0, await second.ExitCodeAsync(Limit));
        Assert.Contains("0 changes", second.Output, StringComparison.Ordinal);
        Assert.Equal(1L, await CountAsync(database));
    }

    [Theory]
    [InlineData("--dryrun")]
    [InlineData("--format=carrier-pigeon")]
    public async Task A_slip_in_an_option_is_refused_and_nothing_is_read(string option)
    {
        using var folder = new DataFolder();
        using var import = Import(folder, "Host=127.0.0.1;Port=1", "-", option);
        Assert.Equal(1, await import.ExitCodeAsync(Limit));
        Assert.Contains(option.Split('=')[^1], import.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_word_that_is_no_verb_is_refused()
    {
        using var folder = new DataFolder();
        using var typo = NewsApiProcess.Start(folder.Path, ["improt", "items.ndjson"]);
        Assert.Equal(1, await typo.ExitCodeAsync(Limit));
        Assert.Contains("'improt'", typo.Output, StringComparison.Ordinal);
    }

    private static NewsApiProcess Import(DataFolder folder, string database, params string[] arguments) =>
        NewsApiProcess.Start(folder.Path, ["import", .. arguments], environment: variables =>
        {
            variables["ConnectionStrings__News"] = database;
            variables["NewsApi__DatabaseWait"] = "0";
        });

    private static async Task<object?> CountAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var count = source.CreateCommand("select count(*) from article");
        return await count.ExecuteScalarAsync(Limit);
    }
}

using System.Runtime.Versioning;
using NewsApi.Tests.Host.Postgres;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Host.Cli;

[UnsupportedOSPlatform("windows")]
public sealed class ImportVerbTests(TestPostgres server)
{
    private const string Good =
        """{"uri":"urn:example:oslo","version":"1","versionCreated":"2026-05-01T12:00:00Z","type":"text","headline":"Snow in Oslo","standard":{"name":"ninjs","version":"2.0"}}""";
    private const string CutOff = """{"uri":"urn:example:cut","headline":"Half a""";

    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_invalid_line_is_reported_with_file_and_line_and_the_other_lines_are_imported()
    {
        var database = await server.CreateMigratedAsync(Limit);
        using var folder = new DataFolder();
        Directory.CreateDirectory(folder.Path);
        var file = Path.Combine(folder.Path, "items.ndjson");
        await File.WriteAllTextAsync(file, $"{CutOff}\n{Good}\n", Limit);

        var import = await ImportAsync(database, file);
        Assert.Equal(1, import.ExitCode);
        Assert.Contains($"{file}:1: ", import.Output, StringComparison.Ordinal);
        Assert.Contains("1 created", import.Output, StringComparison.Ordinal);
        Assert.Contains("1 rejected", import.Output, StringComparison.Ordinal);
        Assert.Equal(1L, await CountAsync(database));
    }

    [Fact]
    public async Task A_second_import_and_a_dry_run_change_nothing()
    {
        var database = await server.CreateMigratedAsync(Limit);
        using var folder = new DataFolder();
        Directory.CreateDirectory(folder.Path);
        var file = Path.Combine(folder.Path, "item.json");
        await File.WriteAllTextAsync(file, Good, Limit);

        var dryRun = await ImportAsync(database, file, "--dry-run");
        Assert.Equal(0, dryRun.ExitCode);
        Assert.Contains("would create urn:example:oslo", dryRun.Output, StringComparison.Ordinal);
        Assert.Equal(0L, await CountAsync(database));

        var first = await ImportAsync(database, file);
        Assert.Equal(0, first.ExitCode);
        var second = await ImportAsync(database, folder.Path);
        Assert.Equal(0, second.ExitCode);
        Assert.Contains("0 changes", second.Output, StringComparison.Ordinal);
        Assert.Equal(1L, await CountAsync(database));
    }

    [Fact]
    public async Task A_news_page_is_imported_only_if_its_format_is_given()
    {
        var database = await server.CreateMigratedAsync(Limit);
        using var folder = new DataFolder();
        Directory.CreateDirectory(folder.Path);
        var file = Path.Combine(folder.Path, "page.txt");
        await File.WriteAllTextAsync(file, "Snow in Oslo\n\nOSLO — It snowed in Oslo on Friday, for the first time this year.\n", Limit);

        Assert.Equal(1, (await ImportAsync(database, file)).ExitCode);
        Assert.Equal(0L, await CountAsync(database));
        var import = await ImportAsync(database, file, "--format", "page");
        Assert.True(import.ExitCode == 0, import.Output);
        Assert.Equal(1L, await CountAsync(database));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("2001-07-06", "2001-07-06T00:00:00Z")]
    [InlineData("2001-07-06T10:00:00+02:00", "2001-07-06T08:00:00Z")]
    public async Task A_page_without_a_date_is_a_draft_unless_the_command_gives_one(string? published, string? expected)
    {
        var database = await server.CreateMigratedAsync(Limit);
        using var folder = new DataFolder();
        Directory.CreateDirectory(folder.Path);
        var file = Path.Combine(folder.Path, "page.txt");
        await File.WriteAllTextAsync(file, "Snow in Oslo\n\nOSLO — It snowed in Oslo on Friday, for the first time this year.\n", Limit);

        string[] option = published is null ? [] : ["--published", published];
        var import = await ImportAsync(database, [file, "--format", "page", .. option]);

        Assert.True(import.ExitCode == 0, import.Output);
        Assert.Equal(published is null, import.Output.Contains("no date of publication", StringComparison.Ordinal));
        await using var source = NpgsqlDataSource.Create(database);
        await using var time = source.CreateCommand("select published_at from article");
        var at = await time.ExecuteScalarAsync(Limit) as DateTime?;
        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected, null).UtcDateTime, at);
    }

    [Theory]
    [InlineData("06.07.2001")]
    [InlineData("2001-07-06T10:00:00")]
    [InlineData("2001-02-30")]
    public async Task An_invalid_or_ambiguous_date_of_publication_is_rejected(string published)
    {
        var import = await ImportAsync("Host=127.0.0.1;Port=1", "-", "--format", "page", "--published", published);
        Assert.Equal(1, import.ExitCode);
        Assert.Contains($"'{published}' is neither a date", import.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--dryrun")]
    [InlineData("--format=carrier-pigeon")]
    public async Task An_unknown_option_is_rejected_before_anything_is_read(string option)
    {
        var import = await ImportAsync("Host=127.0.0.1;Port=1", "-", option);
        Assert.Equal(1, import.ExitCode);
        Assert.Contains(option.Split('=')[^1], import.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_verb_is_rejected()
    {
        var typo = await VerbRun.OnAsync("Host=127.0.0.1;Port=1", "improt", "items.ndjson");
        Assert.Equal(1, typo.ExitCode);
        Assert.Contains("'improt'", typo.Output, StringComparison.Ordinal);
    }

    private static Task<VerbRun> ImportAsync(string database, params string[] arguments) =>
        VerbRun.OnAsync(database, ["import", .. arguments]);

    private static async Task<object?> CountAsync(string database)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var count = source.CreateCommand("select count(*) from article");
        return await count.ExecuteScalarAsync(Limit);
    }
}

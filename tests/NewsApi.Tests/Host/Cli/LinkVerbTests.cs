using System.Runtime.Versioning;
using NewsApi.Tests.Host.Postgres;
using NewsApi.Tests.Support;
using Npgsql;
using Xunit;

namespace NewsApi.Tests.Host.Cli;

[UnsupportedOSPlatform("windows")]
public sealed class LinkVerbTests(TestPostgres server)
{
    private const string Gazetteer =
        """
        {"kind":"person","name":"Ada Quill","surname":"Quill","common_surname":true,"uri":"urn:example:ada"}
        {"kind":"place","name":"Reading","uri":"urn:example:reading","countryCode":"GB"}
        {"kind":"topic","name":"Arms control","keywords":["missile defence"],"uri":"urn:example:arms"}
        """;

    private const string Item =
        """{"uri":"urn:example:1","version":"1","versionCreated":"2026-05-01T12:00:00Z","type":"text","headline":"News","body_text":"Ada Quill spoke in Reading of missile defence.","standard":{"name":"ninjs","version":"2.0"}}""";

    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_verb_link_shows_the_links_of_a_text_with_their_reasons_and_writes_nothing()
    {
        var database = await server.CreateMigratedAsync(Limit);
        using var folder = new DataFolder();
        Directory.CreateDirectory(folder.Path);
        await VerbRun.OnAsync(database, "import", await WriteAsync(folder, "gazetteer.ndjson", Gazetteer));
        var text = await WriteAsync(
            folder, "text.txt", "Ada Quill likes reading. Quill lives in Reading. The Bank of Reading spoke of missile defence.");

        var run = await VerbRun.OnAsync(database, "link", text);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("people: Ada Quill (2x", run.Output, StringComparison.Ordinal);
        Assert.Contains("places: Reading (1x", run.Output, StringComparison.Ordinal);
        Assert.Contains("topics: Arms control (1x", run.Output, StringComparison.Ordinal);
        Assert.Contains("longer name", run.Output, StringComparison.Ordinal);
        Assert.Equal(0L, await CountAsync(database, "mention"));
    }

    [Fact]
    public async Task The_verb_link_names_a_missing_file()
    {
        var run = await VerbRun.OnAsync(await server.CreateMigratedAsync(Limit), "link", "missing.txt");
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("missing.txt", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_verb_relink_links_articles_that_were_imported_before_the_gazetteer()
    {
        var database = await server.CreateMigratedAsync(Limit);
        using var folder = new DataFolder();
        Directory.CreateDirectory(folder.Path);
        await VerbRun.OnAsync(database, "import", await WriteAsync(folder, "item.ndjson", Item));
        await VerbRun.OnAsync(database, "import", await WriteAsync(folder, "gazetteer.ndjson", Gazetteer));
        Assert.Equal(0L, await CountAsync(database, "mention"));

        var run = await VerbRun.OnAsync(database, "relink");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("1 articles linked with 3 people, places and topics: 1 changed", run.Output, StringComparison.Ordinal);
        Assert.Equal(3L, await CountAsync(database, "mention where origin = 2"));
        run = await VerbRun.OnAsync(database, "relink");
        Assert.Contains("0 changed", run.Output, StringComparison.Ordinal);
    }

    private static async Task<string> WriteAsync(DataFolder folder, string name, string text)
    {
        var file = Path.Combine(folder.Path, name);
        await File.WriteAllTextAsync(file, text, Limit);
        return file;
    }

    private static async Task<long> CountAsync(string database, string what)
    {
        await using var source = NpgsqlDataSource.Create(database);
        await using var command = source.CreateCommand($"select count(*) from {what}");
        return (long)(await command.ExecuteScalarAsync(Limit) ?? 0L);
    }
}

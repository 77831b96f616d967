using System.Text;
using NewsApi.Content.Database;
using NewsApi.Content.Importing;
using NewsApi.Content.Outgoing;
using NewsApi.Formats;
using NewsApi.Formats.Documents;
using NewsApi.Formats.Exports;
using NewsApi.Formats.Sources;
using NewsApi.Tests.Support;
using Xunit;

namespace NewsApi.Tests.Content.Outgoing;

/// <summary>Exports and imports whole databases.</summary>
internal static class ExportedArchive
{
    /// <summary>
    /// Everything that is stored beside what is computed: search columns, texts and counts of bodies, folded names, documents of
    /// gazetteers, and the row of the log that announces an article. The order of mentions is compared in the exports.
    /// </summary>
    private const string Everything =
        """
        with stored as (
          select 'article' as source, to_jsonb(a) - 'announced' - 'word_count' - 'body_text' - 'reading_minutes' as data from article a
          union all select 'mention', to_jsonb(m) - 'ordinal' from mention m
          union all select 'entity', to_jsonb(e) - 'name_keys' - 'document' from entity e
          union all select 'merged', to_jsonb(m) from merged_entity m
          union all select 'former', to_jsonb(f) from former_slug f where exists (
            select from article where f.kind = 0 and id = f.subject_id union all select from entity where f.kind > 0 and id = f.subject_id)
          union all select 'removed', to_jsonb(r) from removed_link r
          union all select 'document', jsonb_build_array(article_id, digest) from incoming_document
        )
        select coalesce(string_agg(line, E'\n' order by line), '') from (
          select source || ' ' || (
            case jsonb_typeof(data) when 'object' then (
              select jsonb_object_agg(key, value) from jsonb_each(data) where key !~ '^search') else data end)::text as line
          from stored) lines
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The format that only an operator may name.</summary>
    public static Format Format { get; } = KnownFormats.All.Single(format => format.Name == "export");

    public static async Task<string> ExportAsync(NewsDatabase database)
    {
        var lines = new StringBuilder();
        await using var archive = await ArchiveSnapshot.OpenAsync(database, Token);
        await foreach (var entity in archive.ReadEntitiesAsync(Token))
        {
            lines.Append(Encoding.UTF8.GetString(ExportWriter.Write(entity))).Append('\n');
        }

        await foreach (var article in archive.ReadArticlesAsync(Token))
        {
            lines.Append(Encoding.UTF8.GetString(ExportWriter.Write(article))).Append('\n');
        }

        return lines.ToString();
    }

    /// <summary>Imports an export, or with another format the same lines as those of a stranger.</summary>
    public static async Task<List<ItemOutcome>> ImportAsync(
        NewsDatabase database, string export, IReadOnlyList<Format>? formats = null, ImportOptions? options = null)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(export));
        var items = new IncomingReader(new ItemSource(), formats ?? [Format]).ReadAsync("export.ndjson", stream, Token);
        return await new Importer(database).ImportAsync(items, options ?? new ImportOptions { BatchSize = 40 }, Token).ToListAsync(Token);
    }

    public static Task<string> StoredAsync(TestDatabase database) => database.ScalarAsync<string>(Everything);

    /// <summary>Imports the export of one database into another, which must be empty, and compares both.</summary>
    public static async Task<string> MoveAsync(TestDatabase from, TestDatabase into)
    {
        var export = await ExportAsync(from.Database);
        var outcomes = await ImportAsync(into.Database, export);

        Assert.All(outcomes, outcome => Assert.Equal((ItemResult.Created, null), (outcome.Result, outcome.Reason)));
        Assert.All(outcomes, outcome => Assert.Empty(outcome.Warnings));
        Assert.Equal(export, await ExportAsync(into.Database));
        Assert.Equal(await StoredAsync(from), await StoredAsync(into));
        return export;
    }
}

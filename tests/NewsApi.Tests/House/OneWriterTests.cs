using System.Text.RegularExpressions;
using Xunit;

namespace NewsApi.Tests.House;

/// <summary>
/// The classes that may write each table. A second writer of the log would break its order; a second writer of content could omit the log.
/// </summary>
public sealed partial class OneWriterTests
{
    /// <summary>The means of both: it writes what it is given.</summary>
    private const string BulkWriter = "src/NewsApi.Content/Database/BulkWriter.cs";

    private static readonly string[] Log = ["wire_change", "wire_head"];

    private const string Keys = "api_key";

    /// <summary>Turns <c>announced</c> beside the row of the log that says so, and nothing else of an article.</summary>
    private const string DueArticles = "src/NewsApi.Content/Publishing/DueArticles.cs";

    /// <summary>Has PostgreSQL compute search columns again. No value that a reader selects changes, so the log gets no row.</summary>
    private const string SearchRebuild = "src/NewsApi.Content/Database/SearchRebuild.cs";

    /// <summary>
    /// The classes that may change the tables of the log, and by which statements. Only the WireWriter appends to the log; the others
    /// begin a new epoch or delete old rows.
    /// </summary>
    [Theory]
    [InlineData("insert into", "wire_change", "WireWriter")]
    [InlineData("update", "wire_head", "WireEpoch", "WireWriter")]
    [InlineData("delete from", "wire_change", "WireEpoch", "WireRetention")]
    public void Only_the_listed_classes_change_the_tables_of_the_log(string verb, string table, params string[] writers) => Assert.Equal(
        writers.Select(w => $"src/NewsApi.Content/Wire/{w}.cs"), Writes().Where(w => w.Verb == verb && w.Table == table).Select(w => w.File)
            .Distinct());

    [Fact]
    public void The_tables_of_the_log_are_changed_only_by_the_listed_statements() => Assert.All(
        Writes().Where(w => Log.Contains(w.Table)), w =>
            Assert.Contains($"{w.Verb} {w.Table}", (string[])["insert into wire_change", "update wire_head", "delete from wire_change"]));

    [Fact]
    public void DueArticles_changes_only_the_column_announced() => Assert.Equal(
        ["update article set announced = not announced where id = any($1)"],
        Repository.Code(DueArticles).Split('"').Where(text => Statement().IsMatch(text)));

    [Fact]
    public void Only_publishing_and_the_importer_write_content()
    {
        string[] writers = [.. Writes()
            .Where(w => !Log.Contains(w.Table) && w.Table != Keys && w.File is not (BulkWriter or DueArticles or SearchRebuild))
            .Select(w => Path.GetDirectoryName(w.File)!.Replace('\\', '/')).Distinct()];
        Assert.Equal(["src/NewsApi.Content/Importing", "src/NewsApi.Content/Publishing"], writers);
        Assert.All(
            Repository.Sources.Where(f => f != BulkWriter && Repository.Code(f).Contains("BulkWriter<", StringComparison.Ordinal)),
            file => Assert.Contains(Path.GetDirectoryName(file)!.Replace('\\', '/'), writers));
    }

    [Fact]
    public void Only_ApiKeys_writes_API_keys() => Assert.Equal(
        ["src/NewsApi.Content/Access/ApiKeys.cs"], Writes().Where(w => w.Table == Keys).Select(w => w.File).Distinct());

    [Fact]
    public void Only_the_listed_classes_write_webhooks() => Assert.Equal(
        ["src/NewsApi.Content/Webhooks/WebhookClaims.cs", "src/NewsApi.Content/Webhooks/WebhookStore.cs"],
        Repository.Sources.Where(f => WebhookStatement().IsMatch(Repository.Code(f))));

    [Fact]
    public void Only_the_FollowedFeedStore_writes_followed_feeds() => Assert.Equal(
        ["src/NewsApi.Content/Following/FollowedFeedStore.cs"],
        Repository.Sources.Where(f => FeedStatement().IsMatch(Repository.Code(f))));

    [Fact]
    public void Only_the_ArticleWriter_writes_articles()
    {
        string[] writers = [.. Repository.Sources.Where(f => Repository.Code(f).Contains("BulkWriter<Article>", StringComparison.Ordinal))];
        Assert.Equal(["src/NewsApi.Content/Publishing/ArticleWriter.cs"], writers);
    }

    /// <summary>
    /// Every statement in the sources that changes rows, and EF's ways of making one; a table named by an expression is "{…".
    /// </summary>
    private static IEnumerable<(string File, string Verb, string Table)> Writes() =>
        from file in Repository.Sources
        let code = Repository.Code(file)
        from write in Statement().Matches(code).Concat(ByEntityFramework().Matches(code))
        select (file, write.Groups["verb"].Value, write.Groups["table"].Value);

    [GeneratedRegex(
        """(?<!would )\b(?<verb>insert into|update|delete from|copy|merge into|truncate(?: table)?)(?: only)?\s+(?<table>article_version|article|mention|incoming_document|entity|merged_entity|former_slug|api_key|wire_change|wire_head|\{)\b?""",
        RegexOptions.IgnoreCase)]
    private static partial Regex Statement();

    [GeneratedRegex(@"\b(?:insert into|update|delete from) webhook\b")]
    private static partial Regex WebhookStatement();

    [GeneratedRegex(@"\b(?:insert into|update|delete from) followed_feed\b")]
    private static partial Regex FeedStatement();

    [GeneratedRegex(@"\b(?<table>SaveChanges|SaveChangesAsync|ExecuteUpdate|ExecuteUpdateAsync|ExecuteDelete|ExecuteDeleteAsync|BeginBinaryImport|BeginBinaryImportAsync)\(")]
    private static partial Regex ByEntityFramework();
}

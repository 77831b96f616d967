using System.Text.RegularExpressions;
using Xunit;

namespace NewsApi.Tests.House;

/// <summary>Who may write what. A second writer of the log would break its order; a second writer of content would forget to tell it.</summary>
public sealed partial class OneWriterTests
{
    /// <summary>The means of both: it writes what it is given.</summary>
    private const string CopyWriter = "src/NewsApi.Content/Database/CopyWriter.cs";

    private static readonly string[] Log = ["wire_change", "wire_head"];

    [Fact]
    public void Only_the_WireWriter_writes_the_log()
    {
        string[] writers = [.. Writes().Where(w => Log.Contains(w.Table)).Select(w => w.File).Distinct()];
        Assert.Equal(["src/NewsApi.Content/Wire/WireWriter.cs"], writers);
    }

    [Fact]
    public void Only_publishing_and_the_importer_write_content()
    {
        string[] writers = [.. Writes().Where(w => !Log.Contains(w.Table) && w.File != CopyWriter).Select(w => Path.GetDirectoryName(w.File)!.Replace('\\', '/')).Distinct()];
        Assert.Equal(["src/NewsApi.Content/Importing", "src/NewsApi.Content/Publishing"], writers);
        Assert.All(
            Repository.Sources.Where(f => f != CopyWriter && Repository.Code(f).Contains("CopyWriter<", StringComparison.Ordinal)),
            file => Assert.Contains(Path.GetDirectoryName(file)!.Replace('\\', '/'), writers));
    }

    [Fact]
    public void Only_the_ArticleWriter_writes_articles()
    {
        string[] writers = [.. Repository.Sources.Where(f => Repository.Code(f).Contains("CopyWriter<Article>", StringComparison.Ordinal))];
        Assert.Equal(["src/NewsApi.Content/Publishing/ArticleWriter.cs"], writers);
    }

    /// <summary>Every statement in the sources that changes rows, and EF's ways of making one; a table named by an expression is "{…".</summary>
    private static IEnumerable<(string File, string Table)> Writes() =>
        from file in Repository.Sources
        let code = Repository.Code(file)
        from write in Statement().Matches(code).Concat(ByEntityFramework().Matches(code))
        select (file, write.Groups["table"].Value);

    [GeneratedRegex(
        """(?<!would )\b(?:insert into|update|delete from|copy|merge into|truncate(?: table)?)(?: only)?\s+(?<table>article_version|article|mention|incoming_document|entity|wire_change|wire_head|\{)\b?""",
        RegexOptions.IgnoreCase)]
    private static partial Regex Statement();

    [GeneratedRegex(@"\b(?<table>SaveChanges|SaveChangesAsync|ExecuteUpdate|ExecuteUpdateAsync|ExecuteDelete|ExecuteDeleteAsync|BeginBinaryImport|BeginBinaryImportAsync)\(")]
    private static partial Regex ByEntityFramework();
}

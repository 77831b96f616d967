using NewsApi.Content.Articles;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Statements;
using NewsApi.Content.Wire;

namespace NewsApi.Content.Reading.Related;

/// <summary>
/// Reads the versions of each article, newest first. The newest version is read from the article itself. Older versions are read from the
/// table of replaced versions.
/// </summary>
internal sealed class VersionsStep : RelatedStep
{
    private readonly RelatedRead _read;
    private readonly IReadOnlyList<Row> _articles;
    private readonly RowGroups<long> _versions = new();

    public VersionsStep(RelatedRead read, IReadOnlyList<Row> articles, Visibility visibility)
    {
        (_read, _articles) = (read, articles);
        Field[] columns = [.. read.Selection.Fields];
        var replaced = string.Concat(columns.Select(f => $", {f.Sql("v")}"));
        var current = string.Concat(columns.Select(f => $", {SelectCurrent(f)}"));
        var sql = new SqlText();
        var ids = sql.AddParameter(GetIds(articles));
        sql.Append(
            $"""
            select v.article_id, v.version{replaced} from article_version v
            where v.article_id = any({ids}) and {VisibilitySql.Version("v", visibility)}
            union all select a.id, a.version{current} from article a where a.id = any({ids}) order by 1, 2 desc
            """);
        Statements =
        [
            new(sql, reader => _versions.Add(reader.GetInt64(0), RowReader.Read(reader, ContentTable.Version, columns, offset: 2)))
            {
                Reads = () => [new ReadPart.Articles(GetIds(articles))],
            },
        ];
    }

    public override IReadOnlyList<Statement> Statements { get; }

    public override IEnumerable<(Selection Selection, IReadOnlyList<Row> Rows)> Attach(WireCursor wire)
    {
        foreach (var article in _articles)
        {
            article.SetRelated(_read.Key, _versions[article.Id]);
        }

        return [];
    }

    /// <summary>Returns the SQL that reads a field of the newest version from the row of the article.</summary>
    private static string SelectCurrent(Field field) => field.Name switch
    {
        nameof(ArticleVersion.ArticleId) => "a.id",
        nameof(ArticleVersion.ReplacedAt) => "null::timestamptz",
        _ => ContentTable.Article[field.Name].Sql("a"),
    };
}

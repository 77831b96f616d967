using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Snapshot;
using NewsApi.Content.Reading.Statements;

namespace NewsApi.Content.Reading.Related;

/// <summary>The versions of each article, the current one first: it is the article itself, the others were replaced.</summary>
internal sealed class VersionsStep : RelatedStep
{
    private readonly RelatedRead _read;
    private readonly IReadOnlyList<Row> _articles;
    private readonly Dictionary<long, List<Row>> _versions = [];

    public VersionsStep(RelatedRead read, IReadOnlyList<Row> articles, Visibility visibility)
    {
        (_read, _articles) = (read, articles);
        Field[] columns = [.. read.Selection.Fields];
        var replaced = string.Concat(columns.Select(f => $", {f.Sql("v")}"));
        var current = string.Concat(columns.Select(f => $", {Current(f)}"));
        var sql = new SqlText();
        var ids = sql.Parameter(Ids(articles));
        sql.Append(
            $"""
            select v.article_id, v.version{replaced} from article_version v where v.article_id = any({ids}) and {VisibilitySql.Version("v", visibility)}
            union all select a.id, a.version{current} from article a where a.id = any({ids}) order by 1, 2 desc
            """);
        Statements = [new(sql, reader =>
        {
            if (!_versions.TryGetValue(reader.GetInt64(0), out var rows))
            {
                _versions[reader.GetInt64(0)] = rows = [];
            }

            rows.Add(RowReader.Read(reader, ContentTable.Version, columns, offset: 2));
        })];
    }

    public override IReadOnlyList<Statement> Statements { get; }

    public override IEnumerable<(Selection Selection, IReadOnlyList<Row> Rows)> Finish()
    {
        foreach (var article in _articles)
        {
            article.Relate(_read.Key, _versions.GetValueOrDefault(article.Id) ?? []);
        }

        return [];
    }

    private static string Current(Field field) => field.Name switch
    {
        nameof(Articles.ArticleVersion.ArticleId) => "a.id",
        nameof(Articles.ArticleVersion.ReplacedAt) => "null::timestamptz",
        _ => ContentTable.Article[field.Name].Sql("a"),
    };
}

using System.Globalization;

namespace NewsApi.Content.Reading;

/// <summary>The articles of people, places or topics: a page for each, in one LATERAL statement.</summary>
internal sealed class PagesStep : RelatedStep
{
    private readonly RelatedRead _read;
    private readonly IReadOnlyList<Row> _entities;
    private readonly NewsSnapshot _snapshot;
    private readonly Dictionary<long, List<Row>> _rows = [];
    private readonly Dictionary<long, long> _totals = [];

    /// <param name="plan">How the list of <paramref name="read"/> is asked for.</param>
    public PagesStep(RelatedRead read, ListPlan plan, IReadOnlyList<Row> entities, NewsSnapshot snapshot)
    {
        (_read, _entities, _snapshot) = (read, entities, snapshot);
        var list = plan.List;
        var shape = new ListSql(plan, snapshot.Visibility);
        var ids = Ids(entities);
        var statements = new List<Statement>();
        if (list.WantsRows)
        {
            statements.Add(new(shape.RowsOfEach(ids), reader =>
            {
                if (!_rows.TryGetValue(reader.GetInt64(0), out var rows))
                {
                    _rows[reader.GetInt64(0)] = rows = [];
                }

                rows.Add(RowReader.Read(reader, list.Table, shape.Columns, offset: 1));
            }));
        }

        if (list.WantsTotalCount)
        {
            statements.Add(new(shape.CountOfEach(ids), reader => _totals[reader.GetInt64(0)] = reader.GetInt64(1)));
        }

        Statements = statements;
    }

    public override IReadOnlyList<Statement> Statements { get; }

    public override IEnumerable<(Selection Selection, IReadOnlyList<Row> Rows)> Finish()
    {
        var list = _read.List!;
        var pages = _entities.Select(e => e.Id).Distinct().ToDictionary(id => id, id => ListPage.Of(
            list, _rows.GetValueOrDefault(id) ?? [], list.WantsTotalCount ? _totals[id] : null, _snapshot.Cursor));
        foreach (var entity in _entities)
        {
            entity.Relate(_read.Key, pages[entity.Id]);
        }

        return [(list.Selection, [.. pages.Values.SelectMany(p => p.Rows)])];
    }
}

/// <summary>The place around each place, or the topic above each topic.</summary>
internal sealed class ParentStep : RelatedStep
{
    private readonly RelatedRead _read;
    private readonly IReadOnlyList<Row> _children;
    private readonly Field _parentId;
    private readonly Dictionary<long, Row> _parents = [];

    public ParentStep(RelatedRead read, IReadOnlyList<Row> children, Visibility visibility)
    {
        (_read, _children, _parentId) = (read, children, read.Relation.From["ParentId"]);
        long[] ids = [.. children.Select(c => c[_parentId]).OfType<long>().Distinct()];
        var list = ListQuery.Named(read.Selection, new Condition.Among(read.Selection.Table.Id, [.. ids.Cast<object?>()]), ids.Length);
        var shape = new ListSql(list, visibility);
        Statements = [new(shape.Rows(), reader =>
        {
            var row = RowReader.Read(reader, list.Table, shape.Columns);
            _parents[row.Id] = row;
        })];
    }

    public override IReadOnlyList<Statement> Statements { get; }

    public override IEnumerable<(Selection Selection, IReadOnlyList<Row> Rows)> Finish()
    {
        foreach (var child in _children)
        {
            child.Relate(_read.Key, child[_parentId] is long id ? _parents.GetValueOrDefault(id) : null);
        }

        return [(_read.Selection, [.. _parents.Values])];
    }
}

/// <summary>The places within each place, or the topics below each topic, by name.</summary>
internal sealed class ChildrenStep : RelatedStep
{
    private readonly RelatedRead _read;
    private readonly IReadOnlyList<Row> _parents;
    private readonly Dictionary<long, List<Row>> _children = [];

    public ChildrenStep(RelatedRead read, IReadOnlyList<Row> parents, Visibility visibility)
    {
        (_read, _parents) = (read, parents);
        var table = read.Selection.Table;
        Field[] columns = [.. read.Selection.Fields.Append(table.Id).Distinct()];
        var sql = new SqlText();
        sql.Append(
            $"""
            select a.parent_id, {string.Join(", ", columns.Select(f => f.Sql("a")))} from entity a
            where a.parent_id = any({sql.Parameter(Ids(parents))}) and a.kind = {((int)table.Kind!).ToString(CultureInfo.InvariantCulture)}
            and {VisibilitySql.Entity("a", visibility)} order by {new SortKey(table["Name"], false).Sql(f => f.Sql("a"))}, a.id
            """);
        Statements = [new(sql, reader =>
        {
            if (!_children.TryGetValue(reader.GetInt64(0), out var rows))
            {
                _children[reader.GetInt64(0)] = rows = [];
            }

            rows.Add(RowReader.Read(reader, table, columns, offset: 1));
        })];
    }

    public override IReadOnlyList<Statement> Statements { get; }

    public override IEnumerable<(Selection Selection, IReadOnlyList<Row> Rows)> Finish()
    {
        foreach (var parent in _parents)
        {
            parent.Relate(_read.Key, _children.GetValueOrDefault(parent.Id) ?? []);
        }

        return [(_read.Selection, [.. _children.Values.SelectMany(c => c)])];
    }
}

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

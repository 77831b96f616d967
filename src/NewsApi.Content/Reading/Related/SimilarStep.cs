using System.Globalization;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Statements;
using NewsApi.Content.Wire;

namespace NewsApi.Content.Reading.Related;

/// <summary>
/// Reads, for each article, the articles that are most similar to it. Two articles are similar if they mention the same people, places or
/// topics. A shared entity counts more if fewer articles mention it. A new article counts up to twice as much as an old article. The
/// statement reads a bounded number of mentions of each entity, the newest first. So an entity with many mentions does not make the
/// statement slow.
/// </summary>
internal sealed class SimilarStep : RelatedStep
{
    /// <summary>
    /// The largest number of entities that are compared for each article. The first entities in the publisher's order are compared.
    /// </summary>
    private const int MaxNames = 20;

    /// <summary>
    /// The largest number of mentions that are read for each entity. The newest mentions are read. All entities with more mentions count as
    /// equally frequent.
    /// </summary>
    private const int MaxMentions = 200;

    private readonly RelatedRead _read;
    private readonly IReadOnlyList<Row> _articles;
    private readonly RowGroups<long> _similar = new();

    public SimilarStep(RelatedRead read, IReadOnlyList<Row> articles)
    {
        (_read, _articles) = (read, articles);
        Field[] columns = [.. read.Selection.Fields.Append(ContentTable.Article.Id).Distinct()];
        var sql = new SqlText { DependsOnMoment = true };
        sql.Append(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            select source.id, {string.Join(", ", columns.Select((_, i) => $"similar_article.c{i}"))}
            from unnest({sql.AddParameter(GetIds(articles))}) with ordinality as source(id, nth)
            cross join lateral (
            select {string.Join(", ", columns.Select((f, i) => $"{f.Sql("a")} as c{i}"))}, candidate.score
            from (
            select shared.article_id, sum(shared.weight)
            * (1 + 30 / (30 + greatest(extract(epoch from now() - shared.published_at)::float8 / 86400, 0))) as score
            from (select m.entity_id from mention m where m.article_id = source.id order by m.ordinal limit {MaxNames}) name
            cross join lateral (
            select newest.article_id, newest.published_at, 1 / ln(2 + count(*) over ())::float8 as weight
            from (select m.article_id, m.published_at from mention m
            where m.entity_id = name.entity_id and {MentionSql.IsVisible("m", Visibility.Public)}
            order by m.published_at desc, m.article_id desc limit {MaxMentions}) newest) shared
            where shared.article_id <> source.id group by shared.article_id, shared.published_at
            order by score desc, shared.article_id desc limit {read.Size}) candidate
            join article a on a.id = candidate.article_id) similar_article
            order by source.nth, similar_article.score desc, similar_article.c{Array.IndexOf(columns, ContentTable.Article.Id)} desc
            """));
        Statements = [new(sql, reader =>
            _similar.Add(reader.GetInt64(0), RowReader.Read(reader, ContentTable.Article, columns, offset: 1)))];
    }

    public override IReadOnlyList<Statement> Statements { get; }

    public override IEnumerable<(Selection Selection, IReadOnlyList<Row> Rows)> Attach(WireCursor wire)
    {
        foreach (var article in _articles)
        {
            article.SetRelated(_read.Key, _similar[article.Id]);
        }

        return [(_read.Selection, [.. _similar.All])];
    }
}

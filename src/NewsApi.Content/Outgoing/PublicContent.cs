using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Reading;
using NewsApi.Content.Reading.Conditions;
using NewsApi.Content.Reading.Lists;
using NewsApi.Content.Reading.Snapshot;

namespace NewsApi.Content.Outgoing;

/// <summary>
/// Reads articles, people, places and topics as strangers may see them, for every format that leaves the service. All reads are of
/// snapshots of public content. So a draft, an embargoed or a withdrawn article is in no format, without a check in any of them.
/// </summary>
public sealed class PublicContent(SnapshotFactory snapshots)
{
    private static readonly ContentTable Table = ContentTable.Article;

    private static readonly Field Published = Table[nameof(Article.PublishedAt)];

    /// <summary>Returns the public article with this slug, or with this former slug; null if there is none.</summary>
    public async Task<PublicRead<OutgoingArticle>> FindArticleAsync(string slug, CancellationToken cancellationToken)
    {
        await using var snapshot = snapshots.Open(Visibility.Public);
        var row = await snapshot.ReadOneAsync(SelectArticle(), Table[nameof(Article.Slug)], slug, cancellationToken);
        return ToRead(snapshot, row is null ? null : OutgoingRows.ReadArticle(row));
    }

    /// <summary>Returns the public person, place or topic with this slug, or with this former slug; null if there is none.</summary>
    public async Task<PublicRead<OutgoingEntity>> FindEntityAsync(EntityKind kind, string slug, CancellationToken cancellationToken)
    {
        await using var snapshot = snapshots.Open(Visibility.Public);
        return ToRead(snapshot, (await FindEntityAsync(snapshot, kind, slug, cancellationToken))?.Entity);
    }

    /// <summary>
    /// Returns true if an article with this slug was public, and is withdrawn or has expired. False for a draft, an embargoed article and
    /// an unknown slug, of which a stranger must not learn which it is.
    /// </summary>
    public async Task<bool> IsGoneAsync(string slug, CancellationToken cancellationToken)
    {
        string[] names =
        [
            nameof(Article.PublishedAt), nameof(Article.FirstPublishedAt), nameof(Article.WithdrawnAt), nameof(Article.ExpiresAt),
        ];
        var selection = new Selection(Table);
        Array.ForEach(names, name => selection.Add(Table[name]));
        await using var snapshot = snapshots.Open(Visibility.Everything);
        if (await snapshot.ReadOneAsync(selection, Table[nameof(Article.Slug)], slug, cancellationToken) is not { } row)
        {
            return false;
        }

        var article = new Article
        {
            Uri = "",
            Slug = slug,
            Content = new ArticleContent { Headline = "", Language = "" },
            PublishedAt = Time(row, names[0]),
            FirstPublishedAt = Time(row, names[1]),
            WithdrawnAt = Time(row, names[2]),
            ExpiresAt = Time(row, names[3]),
        };
        return article.IsHiddenAt(snapshot.Time) && article.WasPublicBy(snapshot.Time);
    }

    /// <summary>Returns the newest articles; of a section, if it is named. Null if no public article is in that section.</summary>
    /// <param name="size">The largest number of articles.</param>
    public async Task<PublicRead<PublicList>> ListAsync(string? section, int size, CancellationToken cancellationToken)
    {
        var where = section is null
            ? Condition.True
            : new Condition.Compare(Table[nameof(ArticleContent.Section)], Operators.Equal, section);
        await using var snapshot = snapshots.Open(Visibility.Public);
        var articles = await ReadAsync(snapshot, where, size, cancellationToken);
        return ToRead(snapshot, section is not null && articles.Count == 0 ? null : new PublicList(null, articles));
    }

    /// <summary>
    /// Returns the newest articles that mention a person, place or topic, or a place or topic below it. Null if it is not public.
    /// </summary>
    /// <param name="size">The largest number of articles.</param>
    public async Task<PublicRead<PublicList>> ListAsync(EntityKind kind, string slug, int size, CancellationToken cancellationToken)
    {
        await using var snapshot = snapshots.Open(Visibility.Public);
        if (await FindEntityAsync(snapshot, kind, slug, cancellationToken) is not { } found)
        {
            return ToRead<PublicList>(snapshot, null);
        }

        var table = ContentTable.Of(kind);
        Condition named = kind == EntityKind.Person ? Condition.IsOneOf(table.Id, [found.Id]) : new Condition.Below(table, found.Id);
        var where = new Condition.Some(Relation.EntitiesOf(table), named);
        return ToRead(snapshot, new PublicList(found.Entity, await ReadAsync(snapshot, where, size, cancellationToken)));
    }

    /// <summary>Returns the articles with these ids that are public, in the order of the ids.</summary>
    public async Task<PublicRead<PublicList>> ListAsync(IReadOnlyList<long> ids, CancellationToken cancellationToken)
    {
        await using var snapshot = snapshots.Open(Visibility.Public);
        var rows = await snapshot.ReadByIdAsync(SelectArticle(), ids, cancellationToken);
        return ToRead(snapshot, new PublicList(null, [.. rows.OfType<Row>().Select(row => OutgoingRows.ReadArticle(row))]));
    }

    /// <summary>Returns the articles that were published since a moment, without their bodies and mentions.</summary>
    /// <param name="size">The largest number of articles; the newest are taken.</param>
    public async Task<PublicRead<PublicList>> ListSinceAsync(DateTimeOffset since, int size, CancellationToken cancellationToken)
    {
        var selection = new Selection(Table);
        OutgoingRows.AddArticle(selection, isWhole: false);
        await using var snapshot = snapshots.Open(Visibility.Public);
        var page = await snapshot.ReadPageAsync(
            new ListQuery
            {
                Selection = selection,
                Where = new Condition.Compare(Published, Operators.GreaterOrEqual, since.UtcDateTime),
                Order = [new SortKey(Published, Descending: true)],
                Size = size,
            },
            cancellationToken);
        return ToRead(snapshot, new PublicList(null, [.. page.Rows.Select(row => OutgoingRows.ReadArticle(row, isWhole: false))]));
    }

    /// <summary>
    /// Returns the number of public articles, and the addresses of a part of them, the oldest first, so that the earlier parts stay as they
    /// are.
    /// </summary>
    /// <param name="part">The number of the part, from 0.</param>
    /// <param name="size">The number of articles in a part.</param>
    /// <param name="onlyIfAll">True to return no addresses if one part does not have all articles.</param>
    public async Task<PublicRead<PublicAddresses>> ListAddressesAsync(
        int part, int size, bool onlyIfAll, CancellationToken cancellationToken)
    {
        await using var snapshot = snapshots.Open(Visibility.Public);
        var counted = new ListQuery
        {
            Selection = new Selection(Table),
            Order = [new SortKey(Published, Descending: false)],
            Size = 0,
            Parts = ListParts.TotalCount,
        };
        var count = (await snapshot.ReadPageAsync(counted, cancellationToken)).TotalCount ?? 0;

        // Without the comparison, a part far beyond the end would read all articles to find none.
        if ((long)part * size >= count || (onlyIfAll && size < count))
        {
            return ToRead(snapshot, new PublicAddresses(count, []));
        }

        var selection = new Selection(Table);
        selection.Add(Table[nameof(Article.Slug)]);
        selection.Add(Table[nameof(Article.UpdatedAt)]);
        selection.Add(Table[nameof(ArticleContent.CanonicalUrl)]);
        var listed = counted with { Selection = selection, Size = size, Skip = part * size, Parts = ListParts.Rows };
        var page = await snapshot.ReadPageAsync(listed, cancellationToken);
        return ToRead(snapshot, new PublicAddresses(count, [.. page.Rows.Select(ToAddress)]));
    }

    private static PublicAddress ToAddress(Row row) => new(
        (string)(row[Table[nameof(Article.Slug)]] ?? ""), Time(row, nameof(Article.UpdatedAt)) ?? default,
        (string?)row[Table[nameof(ArticleContent.CanonicalUrl)]]);

    private static async Task<IReadOnlyList<OutgoingArticle>> ReadAsync(
        NewsSnapshot snapshot, Condition where, int size, CancellationToken cancellationToken)
    {
        var page = await snapshot.ReadPageAsync(
            new ListQuery
            {
                Selection = SelectArticle(),
                Where = where,
                Order = [new SortKey(Published, Descending: true)],
                Size = size,
            },
            cancellationToken);
        return [.. page.Rows.Select(row => OutgoingRows.ReadArticle(row))];
    }

    private static async Task<(long Id, OutgoingEntity Entity)?> FindEntityAsync(
        NewsSnapshot snapshot, EntityKind kind, string slug, CancellationToken cancellationToken)
    {
        var table = ContentTable.Of(kind);
        var selection = new Selection(table);
        OutgoingRows.AddEntity(selection);
        var row = await snapshot.ReadOneAsync(selection, table[nameof(Entity.Slug)], slug, cancellationToken);
        return row is null ? null : (row.Id, OutgoingRows.ReadEntity(row));
    }

    private static Selection SelectArticle()
    {
        var selection = new Selection(Table);
        OutgoingRows.AddArticle(selection);
        return selection;
    }

    private static PublicRead<T> ToRead<T>(NewsSnapshot snapshot, T? value)
        where T : class => new(value, snapshot.Cursor, snapshot.Time, snapshot.Reads);

    private static DateTimeOffset? Time(Row row, string name) =>
        row[Table[name]] is DateTime time ? new DateTimeOffset(time, TimeSpan.Zero) : null;
}

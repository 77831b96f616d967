using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using Npgsql;

namespace NewsApi.Content.Importing;

/// <summary>
/// Lets PostgreSQL compute the words of new articles' texts for the search, on another connection while an earlier batch is written. This
/// is half of the work of writing an article, and would otherwise be done while the transaction holds its locks.
/// </summary>
internal sealed class GivenSearchReader(NewsDatabase database, ImportOptions options) : IDisposable
{
    /// <summary>For fewer items, another connection and another round trip cost more than they save.</summary>
    private const int FewItems = 50;

    private const string Compute =
        """
        select item.ordinal, tsvectorsend(article_text_search(item.language, item.headline, item.kicker, item.summary, item.body))
        from unnest($1, $2, $3, $4, $5, $6) with ordinality as item(uri, language, headline, kicker, summary, body, ordinal)
        where not exists (select from article a where a.uri = item.uri)
        """;

    // One batch at a time, so that an import uses two processes of PostgreSQL at most.
    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>
    /// Sets <see cref="PreparedItem.Search"/> of the items whose articles are new. If PostgreSQL cannot compute the words, the items are
    /// returned as they are: the transaction that writes them then shows the cause.
    /// </summary>
    public async Task<PreparedItem[]> AddAsync(PreparedItem[] items, CancellationToken cancellationToken)
    {
        int[] articles = [.. Enumerable.Range(0, items.Length).Where(i => items[i] is { Problem: null, Item: IncomingArticle })];
        if (articles.Length < FewItems || options.DryRun)
        {
            return items;
        }

        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await ComputeAsync(items, articles, cancellationToken);
        }
        catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException)
        {
            return items;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task<PreparedItem[]> ComputeAsync(PreparedItem[] items, int[] articles, CancellationToken cancellationToken)
    {
        SearchTexts[] texts =
            [.. articles.Select(i => SearchTexts.Of(((IncomingArticle)items[i].Item).Content, items[i].Body.Text))];
        await using var connection = await database.OpenAsync(database.Reading, cancellationToken);
        await using var command = new NpgsqlCommand(Compute, connection)
        {
            Parameters =
            {
                Texts(articles.Select(i => ((IncomingArticle)items[i].Item).Uri)),
                Texts(texts.Select(t => t.Language)),
                Texts(texts.Select(t => t.Headline)),
                Texts(texts.Select(t => t.Kicker)),
                Texts(texts.Select(t => t.Summary)),
                Texts(texts.Select(t => t.BodyText)),
            },
        };
        PreparedItem[] completed = [.. items];
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var n = (int)reader.GetInt64(0) - 1;
            completed[articles[n]] = items[articles[n]] with { Search = new(texts[n], reader.GetFieldValue<byte[]>(1)) };
        }

        return completed;
    }

    private static NpgsqlParameter<string?[]> Texts(IEnumerable<string?> values) => new() { TypedValue = [.. values] };
}

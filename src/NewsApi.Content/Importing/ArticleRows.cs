using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Publishing;

namespace NewsApi.Content.Importing;

/// <summary>Writes the articles of a batch and their documents, and collects the rows of the log.</summary>
internal sealed class ArticleRows(BatchChanges batch, SlugAllocator slugs, IReadOnlyCollection<ArticleState> states)
{
    private static readonly BulkWriter<IncomingDocument> Documents = new(generatesId: true);

    /// <param name="kept">The items whose documents are not stored yet.</param>
    public async Task WriteAsync(IReadOnlyCollection<(ArticleState State, PreparedItem Item)> kept, CancellationToken cancellationToken)
    {
        await IdentifyAsync(cancellationToken);
        ArticleChange[] changes = [.. states.Select(s => s.ToChange()).OfType<ArticleChange>()];
        batch.Log.AddRange(await ArticleWriter.WriteAsync(batch.Connection, changes, batch.Now, cancellationToken));
        await Documents.InsertAsync(batch.Connection, [.. kept.Select(k => Document(k.State, k.Item))], cancellationToken);
    }

    /// <summary>Assigns ids and slugs to new articles. Sets the id of each article in its mentions and its replaced versions.</summary>
    private async Task IdentifyAsync(CancellationToken cancellationToken)
    {
        var articles = Applied().ToArray();
        var created = articles.Where(s => s.State.Before is null).ToArray();
        var ids = await batch.NewIdsAsync("article", created.Length, cancellationToken);
        var requests = created.Select(c => (FormerSlug.Article, Slug.From(c.Article.Content.Headline, "article"))).ToArray();
        var found = await slugs.TakeAsync(batch.Connection, SlugAllocator.TakenByArticles, requests, cancellationToken);
        for (var i = 0; i < created.Length; i++)
        {
            (created[i].State.Id, created[i].Article.Slug) = (ids[i], found[i]);
        }

        foreach (var (state, article) in articles)
        {
            article.Id = state.Id;
            article.Mentions.ForEach(m => m.ArticleId = state.Id);
            state.Replaced.ForEach(v => v.ArticleId = state.Id);
        }
    }

    private IEnumerable<(ArticleState State, Article Article)> Applied()
    {
        foreach (var state in states)
        {
            if (state.Current is { } article)
            {
                yield return (state, article);
            }
        }
    }

    private IncomingDocument Document(ArticleState state, PreparedItem item)
    {
        var article = (IncomingArticle)item.Item;
        return new()
        {
            ArticleId = state.Id,
            Digest = item.Digest,
            Format = article.Format,
            FeedVersion = article.Version,
            FeedVersionCreated = article.VersionCreated,
            ReceivedAt = batch.Now,
            Document = article.Document,
        };
    }
}

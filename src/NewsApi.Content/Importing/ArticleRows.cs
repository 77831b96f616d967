using NewsApi.Content.Articles;
using NewsApi.Content.Database;
using NewsApi.Content.Publishing;

namespace NewsApi.Content.Importing;

/// <summary>Writes the articles of a batch and their documents, and collects the rows of the log.</summary>
internal sealed class ArticleRows(BatchChanges batch, SlugAllocator slugs, IReadOnlyCollection<ArticleState> states)
{
    private static readonly BulkWriter<IncomingDocument> Documents = new(generatesId: true);

    /// <param name="kept">The items whose documents are new.</param>
    public async Task WriteAsync(IReadOnlyCollection<(ArticleState State, PreparedItem Item)> kept, CancellationToken cancellationToken)
    {
        await IdentifyAsync([.. states.Where(s => s.Before is null && s.Current is not null)], cancellationToken);
        ArticleChange[] changes = [.. states.Where(s => s.Current != s.Before).Select(s => new ArticleChange(s.Before, s.Current!, s.Replaced, s.HidesHistory))];
        batch.Log.AddRange(await ArticleWriter.WriteAsync(batch.Connection, changes, batch.Now, cancellationToken));
        await Documents.InsertAsync(batch.Connection, [.. kept.Select(k => Document(k.State, k.Item))], cancellationToken);
    }

    private async Task IdentifyAsync(ArticleState[] created, CancellationToken cancellationToken)
    {
        var ids = await batch.NewIdsAsync("article", created.Length, cancellationToken);
        var requests = created.Select(s => (FormerSlug.Article, Slug.From(s.Current!.Content.Headline, "article"))).ToArray();
        var found = await slugs.TakeAsync(batch.Connection, SlugAllocator.TakenByArticles, requests, cancellationToken);
        for (var i = 0; i < created.Length; i++)
        {
            (created[i].Id, created[i].Current!.Slug) = (ids[i], found[i]);
        }

        foreach (var state in states.Where(s => s.Current is not null))
        {
            state.Current!.Id = state.Id;
            state.Current.Mentions.ForEach(m => m.ArticleId = state.Id);
            state.Replaced.ForEach(v => v.ArticleId = state.Id);
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

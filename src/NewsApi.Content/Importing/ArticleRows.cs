using NewsApi.Content.Articles;
using NewsApi.Content.Wire;
using Npgsql;

namespace NewsApi.Content.Importing;

/// <summary>Writes the articles of a batch, with their versions, documents and mentions, and makes the log's rows ready.</summary>
internal sealed class ArticleRows(BatchChanges batch, SlugAllocator slugs, IReadOnlyCollection<ArticleState> states)
{
    private const string TakenSlugs =
        "select wish.kind, a.slug from unnest($1, $2) as wish(kind, slug) join article a on a.slug = wish.slug";

    private static readonly CopyWriter<Article> Articles = new();
    private static readonly CopyWriter<ArticleVersion> Versions = new();
    private static readonly CopyWriter<IncomingDocument> Documents = new(generatesId: true);
    private static readonly CopyWriter<Mention> Mentions = new();

    /// <param name="kept">The items whose documents are new.</param>
    public async Task WriteAsync(IReadOnlyCollection<(ArticleState State, PreparedItem Item)> kept, CancellationToken cancellationToken)
    {
        var created = states.Where(s => s.Before is null && s.Current is not null).ToArray();
        var touched = states.Where(s => s.Before is not null && s.Current != s.Before).ToArray();
        var changed = touched.Where(s => s.Current!.Version != s.Before!.Version).ToArray();
        await IdentifyAsync(created, cancellationToken);
        await Articles.InsertAsync(batch.Connection, [.. created.Select(s => s.Current!)], cancellationToken);
        await Articles.UpdateAsync(batch.Connection, [.. touched.Select(s => s.Current!)], cancellationToken);
        await Versions.InsertAsync(batch.Connection, [.. states.SelectMany(s => s.Replaced)], cancellationToken);
        await Documents.InsertAsync(batch.Connection, [.. kept.Select(k => Document(k.State, k.Item))], cancellationToken);
        await ClearMentionsAsync([.. changed.Select(s => s.Id)], cancellationToken);
        await Mentions.InsertAsync(batch.Connection, [.. created.Concat(changed).SelectMany(s => s.Current!.Mentions)], cancellationToken);
        batch.Log.AddRange(created.Concat(changed).Select(Entry));
    }

    private async Task IdentifyAsync(ArticleState[] created, CancellationToken cancellationToken)
    {
        var ids = await batch.NewIdsAsync("article", created.Length, cancellationToken);
        var wishes = created.Select(s => ((short)0, Slug.From(s.Current!.Content.Headline, "article"))).ToArray();
        var given = await slugs.TakeAsync(batch.Connection, TakenSlugs, wishes, cancellationToken);
        for (var i = 0; i < created.Length; i++)
        {
            (created[i].Id, created[i].Current!.Slug) = (ids[i], given[i]);
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

    private async Task ClearMentionsAsync(long[] articles, CancellationToken cancellationToken)
    {
        if (articles.Length > 0)
        {
            await using var command = new NpgsqlCommand("delete from mention where article_id = any($1)", batch.Connection);
            command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = articles });
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    /// <summary>What no reader without rights saw before or sees after only sets clocks: it is for timers and caches.</summary>
    private ChangeEntry Entry(ArticleState state)
    {
        var (before, after) = (state.Before, state.Current!);
        var visible = (before is not null && ImportRules.IsPublic(before, batch.Now)) || ImportRules.IsPublic(after, batch.Now);
        return new(
            ChangeKind.Article, state.Id, before is null ? null : ChangeFacts.Of(before)?.ToJson(), ChangeFacts.Of(after)?.ToJson(), Internal: !visible);
    }
}

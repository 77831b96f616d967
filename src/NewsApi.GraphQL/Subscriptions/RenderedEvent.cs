using NewsApi.Transport.Operations;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>A rendered event, the same for all subscribers of a group.</summary>
/// <param name="ShowsArticle">False where the event says that the article left the list.</param>
internal readonly record struct RenderedEvent(long Position, long ArticleId, bool ShowsArticle, StreamEvent Event)
{
    /// <summary>The approximate memory that the event takes.</summary>
    public long Bytes => Event.Body.Length + 100;
}

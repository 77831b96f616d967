using NewsApi.Transport;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>An event as it goes to everyone who is told of it.</summary>
/// <param name="ShowsArticle">False where it tells that the article left.</param>
internal readonly record struct RenderedEvent(long Position, long ArticleId, bool ShowsArticle, StreamEvent Event)
{
    /// <summary>What keeping it takes, about.</summary>
    public long Bytes => Event.Body.Length + 100;
}

using NewsApi.Transport.Operations;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>A rendered event, the same for all subscribers of a group.</summary>
/// <param name="ShowsArticle">False for an event <c>LEFT</c>, which contains only the article's id.</param>
internal readonly record struct RenderedEvent(long Position, long ArticleId, bool ShowsArticle, StreamEvent Event)
{
    /// <summary>The approximate memory of the event, in bytes.</summary>
    public long Bytes => Event.Body.Length + 100;
}

using NewsApi.Content.Matching;
using NewsApi.Content.Reading;
using NewsApi.Content.Wire;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>One event of a subscription. The fields of the event's payload are read from this object.</summary>
/// <param name="Article">Null if the article left the list; otherwise the article in its state at the time of rendering.</param>
internal sealed record ArticleEvent(WireCursor Cursor, ListChange Change, Row? Article);

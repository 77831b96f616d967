using NewsApi.Content.Matching;
using NewsApi.Content.Reading;
using NewsApi.Content.Wire;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>What the fields of an event are shown from.</summary>
/// <param name="Article">As it is now; null where it left.</param>
internal sealed record ArticleEvent(WireCursor Cursor, ListChange Change, Row? Article);

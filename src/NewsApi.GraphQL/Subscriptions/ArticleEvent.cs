using NewsApi.Content.Matching;
using NewsApi.Content.Reading;
using NewsApi.Content.Wire;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>One event of a subscription; the fields of its payload show it.</summary>
/// <param name="Article">The article as it is now; null where it left the list.</param>
internal sealed record ArticleEvent(WireCursor Cursor, ListChange Change, Row? Article);

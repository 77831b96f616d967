using NewsApi.Content.Matching;
using NewsApi.Content.Reading;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Loading;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>The root type of subscriptions.</summary>
internal sealed class SubscriptionType : ObjectGraphType
{
    public SubscriptionType()
    {
        Name = "Subscription";
        Description =
            "Streams changes to public articles as they happen. Every event has a cursor; a later subscription `after` it continues "
            + "without a gap.";
        AddField(new SubscriptionField
        {
            Name = "articlePublished",
            ResolvedType = TypeRefs.NonNull("ArticlePublished"),
            Description = "An article became public: it was published, its embargo ended, or it was published again after a withdrawal.",
            Arguments = CreateArguments("Only articles that match when they become public."),
            Includes = change => change.BecamePublic && change.Kind == ListChangeKind.Entered,
        });
        AddField(new SubscriptionField
        {
            Name = "articleChanges",
            ResolvedType = TypeRefs.NonNull("ArticleChange"),
            Description =
                "Changes to the list of public articles that match. Apply every event to a page that you have read, and the list stays "
                + "as a new query would return it. "
                + "Treat `ENTERED` of an article that you already have as an update, and ignore `LEFT` of an article that you do not have.",
            Arguments = CreateArguments("Filters the articles of the list; without it, the list has all."),
            Includes = _ => true,
        });
    }

    /// <summary>Declares the types of the events.</summary>
    public static IEnumerable<IGraphType> CreatePayloads()
    {
        var published = new ObjectGraphType { Name = "ArticlePublished", Description = "An article that became public." };
        published.AddField(CreateCursor());
        published.AddField(CreateArticle(TypeRefs.NonNull("Article"), "The article as it is now, which may be later than the event."));
        yield return published;

        var change = new ObjectGraphType { Name = "ArticleChange", Description = "A change to a list of articles." };
        change.AddField(CreateCursor());
        change.AddField(CreateField("kind", TypeRefs.NonNull("ArticleChangeKind"), "The kind of change.", e => e.Change.Kind));
        change.AddField(CreateField(
            "id", TypeRefs.NonNull("ID"), "The article's global id.", e => GlobalId.Of(ContentTable.Article, e.Change.ArticleId)));
        change.AddField(CreateArticle(
            TypeRefs.Named("Article"), "The article as it is now, which may be later than the event; null if it left the list."));
        yield return change;
        yield return new EnumType<ListChangeKind>("ArticleChangeKind");
    }

    private static QueryArguments CreateArguments(string where) => new(
        new QueryArgument(TypeRefs.Named(FilterTypeNames.Of(ContentTable.Article))) { Name = "where", Description = where },
        new QueryArgument(TypeRefs.Named("String"))
        {
            Name = "after",
            Description =
                "The position after which the subscription begins: the `cursor` of an event, or the `wireCursor` of a page. If it is "
                + "left out, the subscription begins now. "
                + "On an event stream the header `Last-Event-ID` takes precedence.",
        });

    private static ValueField CreateCursor() =>
        CreateField(
            "cursor", TypeRefs.NonNull("String"),
            "The position of the event in the change log; to continue from here, subscribe `after` it.", e => e.Cursor.ToString());

    private static ValueField CreateArticle(IGraphType type, string description) =>
        CreateField("article", type, description, e => e.Article);

    private static ValueField CreateField(string name, IGraphType type, string description, Func<ArticleEvent, object?> value) => new()
    {
        Name = name,
        ResolvedType = type,
        Description = description,
        Value = (source, _) => value((ArticleEvent)source),
    };
}

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
            "Streams changes to public articles as they happen. Every event has a cursor. A later subscription with that cursor as "
            + "`after` continues without a gap.";
        AddField(new SubscriptionField
        {
            Name = "articlePublished",
            ResolvedType = TypeRefs.NonNull("ArticlePublished"),
            Description = "An article became public: it was published, its embargo ended, or it was published again after a withdrawal.",
            Arguments = CreateArguments("Filters the articles. An article must match when it becomes public."),
            Includes = change => change.BecamePublic && change.Kind == ListChangeKind.Entered,
        }.WithCost(CostExtension.Read));
        AddField(new SubscriptionField
        {
            Name = "articleChanges",
            ResolvedType = TypeRefs.NonNull("ArticleChange"),
            Description =
                "Changes to the list of public articles that match `where`. Apply every event to a list that you have read. The list then "
                + "stays equal to the result of a new query. If you already have the article of `ENTERED`, treat the event as an update. "
                + "If you do not have the article of `LEFT`, ignore the event.",
            Arguments = CreateArguments("Filters the articles of the list. If it is left out, the list has all public articles."),
            Includes = _ => true,
        }.WithCost(CostExtension.Read));
    }

    /// <summary>Declares the types of the events.</summary>
    public static IEnumerable<IGraphType> CreatePayloads()
    {
        var published = new ObjectGraphType { Name = "ArticlePublished", Description = "An article that became public." };
        published.AddField(CreateCursor());
        published.AddField(CreateArticle(
            TypeRefs.NonNull("Article"), "The current state of the article, which may be newer than the event."));
        yield return published;

        var change = new ObjectGraphType { Name = "ArticleChange", Description = "A change to a list of articles." };
        change.AddField(CreateCursor());
        change.AddField(CreateField("kind", TypeRefs.NonNull("ArticleChangeKind"), "The kind of change.", e => e.Change.Kind));
        change.AddField(CreateField(
            "id", TypeRefs.NonNull("ID"), "The article's global id.", e => GlobalId.Of(ContentTable.Article, e.Change.ArticleId)));
        change.AddField(CreateArticle(
            TypeRefs.Named("Article"),
            "The current state of the article, which may be newer than the event. Null if the article left the list."));
        yield return change;
        yield return new EnumType<ListChangeKind>("ArticleChangeKind");
    }

    private static QueryArguments CreateArguments(string where) => new(
        new QueryArgument(TypeRefs.Named(FilterTypeNames.Of(ContentTable.Article))) { Name = "where", Description = where }
            .WithCost(CostExtension.Condition),
        new QueryArgument(TypeRefs.Named("String"))
        {
            Name = "after",
            Description =
                "The position after which the subscription begins: the `cursor` of an event, or the `wireCursor` of a page. If it is "
                + "left out, the subscription begins now. "
                + "On an event stream, the header `Last-Event-ID` takes precedence over this argument.",
        });

    private static ValueField CreateCursor() =>
        CreateField(
            "cursor", TypeRefs.NonNull("String"),
            "The position of the event in the change log. To continue after this event, pass the position as `after`.",
            e => e.Cursor.ToString());

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

using NewsApi.Content.Matching;
using NewsApi.Content.Reading;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Filtering;

namespace NewsApi.GraphQL.Subscriptions;

/// <summary>Where subscriptions begin.</summary>
internal sealed class SubscriptionType : ObjectGraphType
{
    public SubscriptionType()
    {
        Name = "Subscription";
        Description = "Tells what changes, as it happens, to whoever may see what is public. Every event has a cursor, after which a later subscription goes on without a gap.";
        AddField(new SubscriptionField
        {
            Name = "articlePublished",
            ResolvedType = TypeRefs.NonNull("ArticlePublished"),
            Description = "An article became public: it was published, its embargo ended, or it came back after it had been withdrawn.",
            Arguments = Arguments("Only articles that match when they become public."),
            Concerns = change => change.BecamePublic && change.Kind == ListChangeKind.Entered,
        });
        AddField(new SubscriptionField
        {
            Name = "articleChanges",
            ResolvedType = TypeRefs.NonNull("ArticleChange"),
            Description = "What happened to the list of the public articles that match: apply every event to a page you have read, and the list stays as a fresh query would show it. "
                + "Take an article that you hold already for an update, and ignore the leaving of one that you do not hold.",
            Arguments = Arguments("Which articles the list has; all where it is left out."),
            Concerns = _ => true,
        });
    }

    /// <summary>The types of the events.</summary>
    public static IEnumerable<IGraphType> Payloads()
    {
        var published = new ObjectGraphType { Name = "ArticlePublished", Description = "An article that became public." };
        published.AddField(Cursor());
        published.AddField(Article(TypeRefs.NonNull("Article"), "The article as it is now, which may be later than the event."));
        yield return published;

        var change = new ObjectGraphType { Name = "ArticleChange", Description = "A change of a list of articles." };
        change.AddField(Cursor());
        change.AddField(Field("kind", TypeRefs.NonNull("ArticleChangeKind"), "What happened.", e => e.Change.Kind));
        change.AddField(Field("id", TypeRefs.NonNull("ID"), "The article's global id.", e => GlobalId.Of(ContentTable.Article, e.Change.ArticleId)));
        change.AddField(Article(TypeRefs.Named("Article"), "The article as it is now, which may be later than the event; null where it left the list."));
        yield return change;
        yield return new EnumType<ListChangeKind>("ArticleChangeKind");
    }

    private static QueryArguments Arguments(string where) => new(
        new QueryArgument(TypeRefs.Named(FilterInputs.NameOf(ContentTable.Article))) { Name = "where", Description = where },
        new QueryArgument(TypeRefs.Named("String"))
        {
            Name = "after",
            Description = "Begin right after this position: the cursor of an event, or a page's `wireCursor`. Left out, the subscription begins now. "
                + "On an event stream the header `Last-Event-ID` takes its place.",
        });

    private static ShownEvent Cursor() =>
        Field("cursor", TypeRefs.NonNull("String"), "Where the event stands in the change log; subscribe `after` it to go on from here.", e => e.Cursor.ToString());

    private static ShownEvent Article(IGraphType type, string description) => Field("article", type, description, e => e.Article);

    private static ShownEvent Field(string name, IGraphType type, string description, Func<ArticleEvent, object?> value) => new()
    {
        Name = name,
        ResolvedType = type,
        Description = description,
        Value = (source, _) => value((ArticleEvent)source),
    };

    private sealed class ShownEvent : Loading.ValueField;
}

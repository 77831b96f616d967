using NewsApi.Content;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Publishing;
using NewsApi.Content.Reading;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Filtering;

namespace NewsApi.GraphQL.Mutations;

/// <summary>The mutations of articles.</summary>
internal static class ArticleMutations
{
    private static readonly RecordInput<ArticleContent> Content = new(
        ("Images", () => TypeRefs.ListOf("ImageInput")), ("Sources", () => TypeRefs.ListOf("InformationSourceInput")));

    private static readonly Type[] OfDrafts =
        [typeof(PublishingError.InvalidValue), typeof(PublishingError.UriTaken), typeof(PublishingError.SlugTaken), typeof(PublishingError.NotFound), typeof(PublishingError.Busy)];

    private static readonly Type[] OfActs =
        [typeof(PublishingError.NotFound), typeof(PublishingError.VersionConflict), typeof(PublishingError.NotAllowedInStatus), typeof(PublishingError.InvalidValue), typeof(PublishingError.Busy)];

    private static readonly Type[] OfEdits = [.. OfActs.Union(OfDrafts)];

    private static readonly ArticleDraft Blank = new() { Content = new ArticleContent { Headline = "", Language = "" } };

    public static IEnumerable<Mutation> All()
    {
        yield return new(
            "createArticle", "Makes an article, as a draft that only editors see.", ContentTable.Article, OfDrafts,
            async (desk, input, token) => Refused(input) ?? Of(await desk.Newsroom.CreateAsync(Edit(input)(Blank), token)))
        {
            Input = input =>
            {
                input.Field("uri", TypeRefs.Named("String"), "Its identifier across systems; one is made up where it is left out. It never changes.");
                Said(input, allOptional: false);
            },
        };
        yield return new(
            "updateArticle", "Changes what an article says. What is left out stays; null takes away.", ContentTable.Article, OfEdits,
            async (desk, input, token) => Refused(input) ?? Of(await desk.Newsroom.UpdateAsync(Id(input), Expected(input), Edit(input), token)))
        {
            Input = input =>
            {
                Which(input);
                Said(input, allOptional: true);
            },
        };
        yield return new(
            "publishArticle", "Makes an article public, now or at a time to come.", ContentTable.Article, OfActs,
            async (desk, input, token) => Of(await desk.Newsroom.PublishAsync(Id(input), Expected(input), Time(input, "at"), token)))
        {
            Input = input =>
            {
                Which(input);
                input.Field("at", TypeRefs.Named("DateTime"), "From when on it is public; now where it is left out or past.");
            },
        };
        yield return new(
            "correctArticle", "Changes what an article that was public says, with a note for readers.", ContentTable.Article, OfEdits,
            async (desk, input, token) => Refused(input) ?? Of(await desk.Newsroom.CorrectAsync(Id(input), Expected(input), (string)input["note"]!, Edit(input), token)))
        {
            Input = input =>
            {
                Which(input);
                input.Field("note", TypeRefs.NonNull("String"), "What was corrected, for readers.");
                Said(input, allOptional: true);
            },
        };
        yield return new(
            "withdrawArticle", "Takes an article back. One whose time has not come is a draft again.", ContentTable.Article, OfActs,
            async (desk, input, token) => Of(await desk.Newsroom.WithdrawAsync(Id(input), Expected(input), input.TryGetValue("reason", out var reason) ? (string?)reason : null, token)))
        {
            Input = input =>
            {
                Which(input);
                input.Field("reason", TypeRefs.Named("String"), "Why, for editors.");
            },
        };
        yield return new(
            "deleteDraft", "Removes an article that never was public, without trace.", ContentTable.Article, OfActs,
            async (desk, input, token) => Of(await desk.Newsroom.DeleteDraftAsync(Id(input), Expected(input), token)))
        {
            Input = Which,
            ShowsThing = false,
        };
    }

    /// <summary>The input types that they share.</summary>
    public static IEnumerable<IGraphType> Inputs()
    {
        yield return new RecordInput<Image>(("Url", () => TypeRefs.Named("URL"))).ToType();
        yield return new RecordInput<InformationSource>().ToType();
        var mention = new InputObjectGraphType { Name = "MentionInput", Description = "That an article names a person, place or topic." };
        mention.Field("entity", TypeRefs.NonNull("ID"), "The id of the person, place or topic.");
        mention.Field("rel", TypeRefs.Named(nameof(MentionRelation)), "How it relates to it; ABOUT where it is left out.");
        mention.Field("relevance", TypeRefs.Named("Int"), "How much, from 0 to 100.");
        yield return mention;
    }

    private static void Which(InputObjectGraphType input)
    {
        input.Field("id", TypeRefs.NonNull("ID"), "The article's id.");
        input.Field(
            "expectedVersion", TypeRefs.Named("Int"), "The `version` that was read. Where another stands by now, nothing is changed and `VersionConflictError` says which.");
    }

    private static void Said(InputObjectGraphType input, bool allOptional)
    {
        input.Field("slug", TypeRefs.Named("String"), "The readable part of its address; made from the headline where it is left out. An old one keeps leading here.");
        Content.AddTo(input, allOptional);
        input.Field("expiresAt", TypeRefs.Named("DateTime"), "From when on it is no longer public.");
        input.Field("mentions", TypeRefs.ListOf("MentionInput"), "The people, places and topics it names, in order; takes the place of all that were there.");
    }

    private static Func<ArticleDraft, ArticleDraft> Edit(IDictionary<string, object?> input)
    {
        ValueList<DraftMention>? mentions = input.TryGetValue("mentions", out var given) ? Mentions(given) : null;
        return draft => draft with
        {
            Content = RecordInput<ArticleContent>.Apply(draft.Content, input),
            Uri = input.TryGetValue("uri", out var uri) ? (string?)uri : draft.Uri,
            Slug = input.TryGetValue("slug", out var slug) ? (string?)slug : draft.Slug,
            ExpiresAt = input.ContainsKey("expiresAt") ? Time(input, "expiresAt") : draft.ExpiresAt,
            Mentions = mentions ?? draft.Mentions,
        };
    }

    private static ValueList<DraftMention> Mentions(object? given) =>
    [
        .. (given as IEnumerable<object?> ?? []).Cast<IDictionary<string, object?>>().Select(m => new DraftMention(
            GlobalId.Parse((string)m["entity"]!, [.. Enum.GetValues<EntityKind>().Select(ContentTable.Of)]),
            m.TryGetValue("rel", out var relation) && relation is MentionRelation said ? said : MentionRelation.About,
            m.TryGetValue("relevance", out var relevance) ? (int?)relevance : null)),
    ];

    private static MutationOutcome? Refused(IDictionary<string, object?> input) =>
        RecordInput<ArticleContent>.NullWhereRequired(input).ToArray() is { Length: > 0 } fields
            ? MutationOutcome.Refused([.. fields.Select(f => new PublishingError.InvalidValue(f, "It cannot be null; leave it out to keep it as it is."))])
            : null;

    private static long Id(IDictionary<string, object?> input) => GlobalId.Parse((string)input["id"]!, ContentTable.Article);

    private static int? Expected(IDictionary<string, object?> input) => input.TryGetValue("expectedVersion", out var version) ? (int?)version : null;

    private static DateTimeOffset? Time(IDictionary<string, object?> input, string name) =>
        input.TryGetValue(name, out var time) && time is DateTime utc ? new DateTimeOffset(utc, TimeSpan.Zero) : null;

    private static MutationOutcome Of(CommandResult<ArticleRef> published) => MutationOutcome.Of(published, a => a.Id);
}

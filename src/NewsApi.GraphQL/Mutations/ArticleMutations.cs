using NewsApi.Content;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Publishing;
using NewsApi.Content.Reading;
using NewsApi.GraphQL.Declaring;
using NewsApi.GraphQL.Filtering;

namespace NewsApi.GraphQL.Mutations;

/// <summary>Declares the mutations of articles.</summary>
internal static class ArticleMutations
{
    private static readonly RecordInput<ArticleContent> Content = new(
        ("Images", () => TypeRefs.ListOf("ImageInput")), ("Sources", () => TypeRefs.ListOf("InformationSourceInput")));

    private static readonly Type[] CreateErrors =
    [
        typeof(PublishingError.InvalidValue), typeof(PublishingError.UriTaken), typeof(PublishingError.SlugTaken),
        typeof(PublishingError.NotFound), typeof(PublishingError.Busy),
    ];

    private static readonly Type[] StatusErrors =
    [
        typeof(PublishingError.NotFound), typeof(PublishingError.VersionConflict), typeof(PublishingError.NotAllowedInStatus),
        typeof(PublishingError.InvalidValue), typeof(PublishingError.Busy),
    ];

    private static readonly Type[] EditErrors = [.. StatusErrors.Union(CreateErrors)];

    private static readonly ArticleDraft Blank = new() { Content = new ArticleContent { Headline = "", Language = "" } };

    public static IEnumerable<Mutation> CreateAll() => [.. CreateEditing(), .. CreateTakingBack()];

    /// <summary>Declares the mutations that create, update and publish an article.</summary>
    private static IEnumerable<Mutation> CreateEditing()
    {
        yield return new(
            "createArticle", "Creates an article as a draft, which only editors see.", ContentTable.Article, CreateErrors,
            async (context, input, token) => RejectNulls(input) ?? Show(await context.Articles.CreateAsync(ReadEdit(input)(Blank), token)))
        {
            UnusedErrors = [typeof(PublishingError.NotFound)],
            AddInputs = input =>
            {
                input.Field(
                    "uri", TypeRefs.Named("String"),
                    "The article's identifier across systems. If it is left out, the service generates one. The identifier never changes.");
                AddContent(input, allOptional: false);
            },
        };
        yield return new(
            "updateArticle", "Changes an article. A field that is left out keeps its value; null removes the value.", ContentTable.Article,
            EditErrors,
            async (context, input, token) => RejectNulls(input)
                ?? Show(await context.Articles.UpdateAsync(ReadId(input), ReadExpectedVersion(input), ReadEdit(input), token)))
        {
            AddInputs = input =>
            {
                AddTarget(input);
                AddContent(input, allOptional: true);
            },
        };
        yield return new(
            "publishArticle", "Makes an article public, now or at a future time.", ContentTable.Article, StatusErrors,
            async (context, input, token) =>
                Show(await context.Articles.PublishAsync(ReadId(input), ReadExpectedVersion(input), ReadTime(input, "at"), token)))
        {
            AddInputs = input =>
            {
                AddTarget(input);
                input.Field(
                    "at", TypeRefs.Named("DateTime"),
                    "The time at which the article becomes public. If it is left out or in the past, the article becomes public now.");
            },
        };
    }

    /// <summary>Declares the mutations that correct, withdraw and delete an article.</summary>
    private static IEnumerable<Mutation> CreateTakingBack()
    {
        yield return new(
            "correctArticle", "Corrects an article that was public, and adds a note for readers.", ContentTable.Article, EditErrors,
            async (context, input, token) => RejectNulls(input)
                ?? Show(await context.Articles.CorrectAsync(
                    ReadId(input), ReadExpectedVersion(input), ReadText(input, "note") ?? "", ReadEdit(input), token)))
        {
            AddInputs = input =>
            {
                AddTarget(input);
                input.Field("note", TypeRefs.NonNull("String"), "A note for readers that describes the correction.");
                AddContent(input, allOptional: true);
            },
        };
        yield return new(
            "withdrawArticle", "Withdraws a public article. A scheduled article becomes a draft again.", ContentTable.Article, StatusErrors,
            async (context, input, token) =>
                Show(await context.Articles.WithdrawAsync(ReadId(input), ReadExpectedVersion(input), ReadText(input, "reason"), token)))
        {
            AddInputs = input =>
            {
                AddTarget(input);
                input.Field("reason", TypeRefs.Named("String"), "The reason, for editors; readers do not see it.");
            },
        };
        yield return new(
            "deleteDraft", "Deletes an article that was never public, with all its versions.", ContentTable.Article, StatusErrors,
            async (context, input, token) =>
                Show(await context.Articles.DeleteDraftAsync(ReadId(input), ReadExpectedVersion(input), token)))
        {
            AddInputs = AddTarget,
            ReturnsRow = false,
            UnusedErrors = [typeof(PublishingError.InvalidValue)],
        };
    }

    /// <summary>Declares the input types that several mutations share.</summary>
    public static IEnumerable<IGraphType> CreateInputTypes()
    {
        yield return new RecordInput<Image>(
            ("Url", () => TypeRefs.Named("URL")), ("FocalPoint", () => TypeRefs.Named("FocalPointInput")),
            ("Renditions", () => TypeRefs.ListOf("RenditionInput"))).CreateType();
        yield return new RecordInput<Rendition>(("Url", () => TypeRefs.Named("URL"))).CreateType();
        yield return new RecordInput<FocalPoint>().CreateType();
        yield return new RecordInput<InformationSource>().CreateType();
        var mention = new InputObjectGraphType
        {
            Name = "MentionInput",
            Description = "A mention of a person, place or topic in an article.",
        };
        mention.Field("entity", TypeRefs.NonNull("ID"), "The id of the person, place or topic.");
        mention.Field(
            "rel", TypeRefs.Named(nameof(MentionRelation)),
            "The relation of the article to the person, place or topic. If it is left out, the relation is `ABOUT`.");
        mention.Field("relevance", TypeRefs.Named("Int"), "The relevance, from 0 to 100.");
        yield return mention;
    }

    private static void AddTarget(InputObjectGraphType input)
    {
        input.Field("id", TypeRefs.NonNull("ID"), "The article's id.");
        input.Field(
            "expectedVersion",
            TypeRefs.Named("Int"),
            "The `version` that you have read. If the article now has another version, nothing changes, and `VersionConflictError` "
            + "gives the current version.");
    }

    private static void AddContent(InputObjectGraphType input, bool allOptional)
    {
        input.Field(
            "slug",
            TypeRefs.Named("String"),
            "The readable part of the article's address. If it is left out for a new article, the service makes the slug from the "
            + "headline. A slug made from the headline changes with the headline until the article is public. A former slug still "
            + "leads to the article.");
        Content.AddTo(input, allOptional);
        input.Field("expiresAt", TypeRefs.Named("DateTime"), "The time from which the article is no longer public.");
        input.Field(
            "mentions", TypeRefs.ListOf("MentionInput"),
            "The people, places and topics that the article mentions, in order. This list replaces all earlier mentions.");
    }

    private static Func<ArticleDraft, ArticleDraft> ReadEdit(IDictionary<string, object?> input)
    {
        ValueList<DraftMention>? mentions = input.TryGetValue("mentions", out var given) ? ReadMentions(given) : null;
        return draft => draft with
        {
            Content = RecordInput<ArticleContent>.Apply(draft.Content, input),
            Uri = input.TryGetValue("uri", out var uri) ? (string?)uri : draft.Uri,
            Slug = input.TryGetValue("slug", out var slug) ? (string?)slug : draft.Slug,
            ExpiresAt = input.ContainsKey("expiresAt") ? ReadTime(input, "expiresAt") : draft.ExpiresAt,
            Mentions = mentions ?? draft.Mentions,
        };
    }

    private static ValueList<DraftMention> ReadMentions(object? given) =>
    [
        .. (given as IEnumerable<object?> ?? []).Cast<IDictionary<string, object?>>().Select(m => new DraftMention(
            // Not null: the schema declares the field non-null.
            GlobalId.Parse((string)m["entity"]!, [.. Enum.GetValues<EntityKind>().Select(ContentTable.Of)]),
            m.TryGetValue("rel", out var relation) && relation is MentionRelation known ? known : MentionRelation.About,
            m.TryGetValue("relevance", out var relevance) ? (int?)relevance : null)),
    ];

    private static MutationOutcome? RejectNulls(IDictionary<string, object?> input) =>
        RecordInput<ArticleContent>.FindInvalidNulls(input).ToArray() is { Length: > 0 } fields
            ? MutationOutcome.Reject(
                [.. fields.Select(f => new PublishingError.InvalidValue(f, "The value cannot be null. Leave the field out to keep it."))])
            : null;

    // Not null: the schema declares the field non-null.
    private static long ReadId(IDictionary<string, object?> input) => GlobalId.Parse((string)input["id"]!, ContentTable.Article);

    private static int? ReadExpectedVersion(IDictionary<string, object?> input) =>
        input.TryGetValue("expectedVersion", out var version) ? (int?)version : null;

    private static string? ReadText(IDictionary<string, object?> input, string name) =>
        input.TryGetValue(name, out var text) ? (string?)text : null;

    private static DateTimeOffset? ReadTime(IDictionary<string, object?> input, string name) =>
        input.TryGetValue(name, out var time) && time is DateTime utc ? new DateTimeOffset(utc, TimeSpan.Zero) : null;

    private static MutationOutcome Show(CommandResult<ArticleRef> result) => MutationOutcome.Of(result, ContentTable.Article, a => a.Id);
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NewsApi.Content.Articles;
using NewsApi.Content.Database;

namespace NewsApi.Content.Importing;

/// <summary>
/// An item after all work that needs no database: it is checked, its body is sanitised, and the digest of its document is computed.
/// </summary>
internal sealed record PreparedItem(Incoming Item)
{
    /// <summary>Why the item is rejected; null if it is not.</summary>
    public string? Problem { get; private init; }

    public ArticleBody Body { get; private init; } = ArticleBody.None;

    /// <summary>SHA-256 of an article's document.</summary>
    public byte[] Digest { get; private init; } = [];

    /// <summary>The words of a new article's texts; null if they were not computed.</summary>
    public GivenSearch? Search { get; init; }

    public string? Subject => Item switch
    {
        IncomingArticle article => article.Uri,
        IncomingEntity entity => entity.Name,
        _ => null,
    };

    public static PreparedItem Of(Incoming item) => item switch
    {
        RejectedItem rejected => new(item) { Problem = rejected.Reason },
        IncomingArticle article => OfArticle(article),
        IncomingEntity entity => new(item) { Problem = ProblemOf(entity) },
        _ => throw new ArgumentException($"There is no import of {item.GetType().Name}.", nameof(item)),
    };

    private static PreparedItem OfArticle(IncomingArticle article)
    {
        var named = WithoutUnusable(article with
        {
            VersionCreated = DatabaseClock.Milliseconds(article.VersionCreated),
            FirstCreated = DatabaseClock.Milliseconds(article.FirstCreated),
            EmbargoedUntil = DatabaseClock.Milliseconds(article.EmbargoedUntil),
            Expires = DatabaseClock.Milliseconds(article.Expires),
        });
        if (ProblemOf(named) is { } problem)
        {
            return new(named) { Problem = problem };
        }

        try
        {
            var html = named.Content.Body;
            var body = named.Exported is not null ? ArticleBody.Restored(html)
                : named.BodyIsTrusted ? ArticleBody.Trusted(html)
                : ArticleBody.Sanitised(html);
            return new(WithWarnings(named, body))
            {
                Body = body,
                Digest = SHA256.HashData(Encoding.UTF8.GetBytes(named.Document)),
            };
        }
        catch (FormatException tooDeep)
        {
            return new(named) { Problem = tooDeep.Message };
        }
    }

    private static IncomingArticle WithWarnings(IncomingArticle article, ArticleBody body)
    {
        var embeds = new ImportWarning(
            "embeds",
            $"Embeds were left out of the body: {string.Join(", ", body.DroppedEmbeds)}. NewsApi__Embeds__Hosts allows hosts.");
        var changed = new ImportWarning(
            "body-changed", "The body in the export has something that is not allowed in a body; it was left out.");
        return body.DroppedEmbeds.Count > 0 ? article with { Warnings = [.. article.Warnings, embeds] }
            : article.Exported is not null && body.Html != article.Content.Body
                ? article with { Warnings = [.. article.Warnings, changed] }
            : article;
    }

    private static string? ProblemOf(IncomingArticle article)
    {
        if (string.IsNullOrWhiteSpace(article.Uri))
        {
            return "It has no uri, so it cannot be distinguished from other items.";
        }

        if (string.IsNullOrWhiteSpace(article.Content.Headline) && !article.IsNotice)
        {
            return "It has no headline.";
        }

        if (article.Content.Body?.Length > ContentLimits.Body)
        {
            return $"Its body is longer than {ContentLimits.Body} characters.";
        }

        return TooLong("uri", article.Uri) ?? TooLong("slug", article.Exported?.Slug)
            ?? Unstorable("uri", article.Uri)
            ?? Unstorable("version", article.Version)
            ?? ContentLimits.Texts.Select(t => Unstorable(t.Name, t.Of(article.Content))).FirstOrDefault(p => p is not null)
            ?? UnstorableJson("images", article.Content.Images)
            ?? UnstorableJson("sources", article.Content.Sources)
            ?? Unstorable("document", article.Document);
    }

    private static string? ProblemOf(IncomingEntity entity) => string.IsNullOrWhiteSpace(entity.Name)
        ? "It has no name."
        : TooLong("name", entity.Name) ?? TooLong("uri", entity.Uri) ?? TooLong("slug", entity.Slug)
            ?? entity.Aliases.Concat(entity.SameAs)
                .Concat([entity.Name, entity.Uri, entity.Slug, entity.Description, entity.Parent])
                .Concat([entity.Code, entity.PlaceKind, entity.Document])
                .Select(text => Unstorable("text", text)).FirstOrDefault(p => p is not null);

    /// <summary>Leaves out mentions that cannot be stored, so that the item is not rejected because of them.</summary>
    private static IncomingArticle WithoutUnusable(IncomingArticle article)
    {
        var problems = article.Mentions.Select(ProblemOf).ToArray();
        return Array.Find(problems, p => p is not null) is not { } first
            ? article
            : article with
            {
                Mentions = [.. article.Mentions.Where((_, i) => problems[i] is null)],
                Warnings = [.. article.Warnings, new ImportWarning("unusable-mention", $"A person, place or topic was left out: {first}")],
            };
    }

    private static string? ProblemOf(IncomingMention mention) => string.IsNullOrWhiteSpace(mention.Name)
        ? "It has no name."
        : TooLong("uri", mention.Uri) ?? Unstorable("uri", mention.Uri)
            ?? TooLong("name", mention.Name) ?? Unstorable("name", mention.Name);

    private static string? TooLong(string what, string? text) => ContentLimits.IsKeyTooLong(text)
        ? $"Its {what} is longer than {ContentLimits.KeyBytes} bytes."
        : null;

    private static string? UnstorableJson<T>(string what, ValueList<T> list) => list.Count == 0
        ? null
        : JsonSerializer.Serialize<IReadOnlyList<T>>(list, ContentJson.Options).Contains(@"\u0000", StringComparison.Ordinal)
            ? $"Its {what} hold a NUL character, which PostgreSQL does not store."
            : null;

    private static string? Unstorable(string what, string? text) =>
        StorableText.Problem(text) is { } problem ? $"Its {what} {problem}" : null;
}

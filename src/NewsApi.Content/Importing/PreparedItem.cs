using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using NewsApi.Content.Articles;
using NewsApi.Content.Database;

namespace NewsApi.Content.Importing;

/// <summary>An item with everything done to it that needs no database: checked, its body sanitised, its document's digest taken.</summary>
internal sealed record PreparedItem(Incoming Item)
{
    // A btree holds keys of up to a third of a page.
    private const int MaxKeyBytes = 2000;

    private static readonly PropertyInfo[] TextsOfContent =
        [.. typeof(ArticleContent).GetProperties().Where(p => p.PropertyType == typeof(string))];

    /// <summary>Why the item cannot be taken; null where it can.</summary>
    public string? Problem { get; private init; }

    public ArticleBody Body { get; private init; } = ArticleBody.None;

    /// <summary>SHA-256 of an article's document.</summary>
    public byte[] Digest { get; private init; } = [];

    public string? Subject => Item switch
    {
        IncomingArticle article => article.Uri,
        IncomingEntity entity => entity.Name,
        _ => null,
    };

    public static PreparedItem Of(Incoming item, ImportOptions options) => item switch
    {
        RefusedItem refused => new(item) { Problem = refused.Reason },
        IncomingArticle article => OfArticle(article, options),
        IncomingEntity entity => new(item) { Problem = ProblemOf(entity) },
        _ => throw new ArgumentException($"There is no import of {item.GetType().Name}.", nameof(item)),
    };

    private static PreparedItem OfArticle(IncomingArticle article, ImportOptions options)
    {
        var named = WithoutNameless(article with
        {
            VersionCreated = DatabaseClock.Milliseconds(article.VersionCreated),
            FirstCreated = DatabaseClock.Milliseconds(article.FirstCreated),
            EmbargoedUntil = DatabaseClock.Milliseconds(article.EmbargoedUntil),
            Expires = DatabaseClock.Milliseconds(article.Expires),
        });
        if (ProblemOf(named, options) is { } problem)
        {
            return new(named) { Problem = problem };
        }

        try
        {
            var html = named.Content.Body;
            return new(named)
            {
                Body = named.BodyIsTrusted ? ArticleBody.Trusted(html) : ArticleBody.Sanitised(html),
                Digest = SHA256.HashData(Encoding.UTF8.GetBytes(named.Document)),
            };
        }
        catch (FormatException tooDeep)
        {
            return new(named) { Problem = tooDeep.Message };
        }
    }

    private static string? ProblemOf(IncomingArticle article, ImportOptions options)
    {
        if (string.IsNullOrWhiteSpace(article.Uri))
        {
            return "It has no uri, so nothing tells it from others.";
        }

        if (string.IsNullOrWhiteSpace(article.Content.Headline))
        {
            return "It has no headline.";
        }

        if (article.Content.Body?.Length > options.MaxBodyLength)
        {
            return $"Its body is longer than {options.MaxBodyLength} characters.";
        }

        return TooLong("uri", article.Uri)
            ?? Unstorable("uri", article.Uri)
            ?? Unstorable("version", article.Version)
            ?? TextsOfContent.Select(p => Unstorable(JsonNamingPolicy.CamelCase.ConvertName(p.Name), (string?)p.GetValue(article.Content)))
                .FirstOrDefault(p => p is not null)
            ?? UnstorableJson("images", article.Content.Images)
            ?? UnstorableJson("sources", article.Content.Sources)
            ?? article.Mentions.Select(m => TooLong("mention's uri", m.Uri) ?? Unstorable("mention's uri", m.Uri)
                ?? TooLong("mention's name", m.Name) ?? Unstorable("mention's name", m.Name)).FirstOrDefault(p => p is not null)
            ?? Unstorable("document", article.Document);
    }

    private static string? ProblemOf(IncomingEntity entity) => string.IsNullOrWhiteSpace(entity.Name)
        ? "It has no name."
        : TooLong("name", entity.Name) ?? TooLong("uri", entity.Uri) ?? TooLong("slug", entity.Slug)
            ?? entity.Aliases.Concat(entity.SameAs)
                .Concat([entity.Name, entity.Uri, entity.Slug, entity.Description, entity.Parent, entity.Code, entity.PlaceKind, entity.Document])
                .Select(text => Unstorable("text", text)).FirstOrDefault(p => p is not null);

    private static IncomingArticle WithoutNameless(IncomingArticle article) => article.Mentions.Any(m => string.IsNullOrWhiteSpace(m.Name))
        ? article with
        {
            Mentions = [.. article.Mentions.Where(m => !string.IsNullOrWhiteSpace(m.Name))],
            Warnings = [.. article.Warnings, new ImportWarning("mention-without-name", "A person, place or topic without a name was left out.")],
        }
        : article;

    private static string? TooLong(string what, string? text) => text is not null && Encoding.UTF8.GetByteCount(text) > MaxKeyBytes
        ? $"Its {what} is longer than {MaxKeyBytes} bytes."
        : null;

    private static string? UnstorableJson<T>(string what, ValueList<T> list) => list.Count == 0
        ? null
        : JsonSerializer.Serialize<IReadOnlyList<T>>(list, ContentJson.Options).Contains(@"\u0000", StringComparison.Ordinal)
            ? $"Its {what} hold a NUL character, which PostgreSQL does not store."
            : null;

    private static string? Unstorable(string what, string? text) => StorableText.Problem(text) is { } problem ? $"Its {what} {problem}" : null;
}

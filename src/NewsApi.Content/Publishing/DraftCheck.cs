using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using NewsApi.Content.Articles;
using NewsApi.Content.Database;

namespace NewsApi.Content.Publishing;

/// <summary>
/// Holds what an editor says against the bounds of the model, so that the database never has to refuse it. Only what differs
/// from before is looked at: an old value that a feed brought must not keep an editor from changing another.
/// </summary>
internal static partial class DraftCheck
{
    /// <summary>The longest text of a line, in UTF-16 characters; what is indexed must fit into an index page in any script.</summary>
    public const int MaxLine = 500;

    /// <summary>The longest headline, in UTF-16 characters.</summary>
    public const int MaxHeadline = 1000;

    /// <summary>The longest summary, note or description, in UTF-16 characters.</summary>
    public const int MaxParagraph = 10_000;

    /// <summary>The longest body, in UTF-16 characters of HTML.</summary>
    public const int MaxBody = 5_000_000;

    /// <summary>The most pictures, sources or mentions of an article.</summary>
    public const int MaxItems = 500;

    private static readonly PropertyInfo[] Lines =
    [
        .. typeof(ArticleContent).GetProperties().Where(p => p.PropertyType == typeof(string)
            && p.Name is not (nameof(ArticleContent.Headline) or nameof(ArticleContent.Summary) or nameof(ArticleContent.Body) or nameof(ArticleContent.Language))),
    ];

    /// <summary>Everything that is wrong with a draft.</summary>
    /// <param name="before">What was said before; null for a new article.</param>
    public static IEnumerable<PublishingError> Of(ArticleDraft draft, ArticleDraft? before, DateTimeOffset now)
    {
        var (content, old) = (draft.Content, before?.Content);
        foreach (var error in Text("headline", content.Headline, old?.Headline, MaxHeadline, required: true)
            .Concat(Text("summary", content.Summary, old?.Summary, MaxParagraph))
            .Concat(Text("body", content.Body, old?.Body, MaxBody))
            .Concat(Text("language", content.Language, old?.Language, MaxLine, required: true))
            .Concat(Lines.SelectMany(p => Text(JsonNamingPolicy.CamelCase.ConvertName(p.Name), (string?)p.GetValue(content), old is null ? null : (string?)p.GetValue(old), MaxLine)))
            .Concat(Items("images", content.Images, old?.Images, "url"))
            .Concat(Items("sources", content.Sources, old?.Sources, "name"))
            .Concat(Mentions(draft.Mentions, before?.Mentions)))
        {
            yield return error;
        }

        if (content.Language != old?.Language && !string.IsNullOrWhiteSpace(content.Language) && !LanguageTag().IsMatch(content.Language))
        {
            yield return new PublishingError.InvalidValue("language", "This is no BCP 47 language tag, such as 'en' or 'pt-BR'; 'und' where it is not known.");
        }

        if (content.Urgency != old?.Urgency && content.Urgency is < 1 or > 9)
        {
            yield return new PublishingError.InvalidValue("urgency", "The urgency goes from 1, the most urgent, to 9.");
        }

        if (DatabaseClock.Milliseconds(draft.ExpiresAt) != before?.ExpiresAt && draft.ExpiresAt <= now)
        {
            yield return new PublishingError.InvalidValue("expiresAt", "The expiry must lie in the future; withdraw the article to take it away now.");
        }

        foreach (var error in Key("uri", draft.Uri, before?.Uri).Concat(Key("slug", draft.Slug, before?.Slug)))
        {
            yield return error;
        }

        if (before is not null && draft.Uri is not null && draft.Uri != before.Uri)
        {
            yield return new PublishingError.InvalidValue("uri", "The uri is the article's identity and never changes; leave it out.");
        }
    }

    /// <summary>What is wrong with one text.</summary>
    public static IEnumerable<PublishingError> Text(string field, string? text, string? before, int longest, bool required = false)
    {
        if (text == before && before is not null)
        {
            yield break;
        }

        if (required && string.IsNullOrWhiteSpace(text))
        {
            yield return new PublishingError.InvalidValue(field, "It must not be empty.");
        }
        else if (text?.Length > longest)
        {
            yield return new PublishingError.InvalidValue(field, $"It is longer than {longest} characters.");
        }
        else if (StorableText.Problem(text) is { } problem)
        {
            yield return new PublishingError.InvalidValue(field, $"It {problem}");
        }
    }

    /// <summary>What is wrong with a text that is a key of the database.</summary>
    public static IEnumerable<PublishingError> Key(string field, string? text, string? before)
    {
        // A btree holds keys of up to a third of a page.
        const int MaxBytes = 2000;
        if (text is null || text == before)
        {
            return [];
        }

        return Encoding.UTF8.GetByteCount(text) > MaxBytes
            ? [new PublishingError.InvalidValue(field, $"It is longer than {MaxBytes} bytes.")]
            : Text(field, text, null, MaxBytes, required: true);
    }

    private static IEnumerable<PublishingError> Items<T>(string field, ValueList<T> items, ValueList<T>? before, string required)
        where T : class
    {
        if (items.Equals(before))
        {
            yield break;
        }

        if (items.Count > MaxItems)
        {
            yield return new PublishingError.InvalidValue(field, $"There are more than {MaxItems}.");
            yield break;
        }

        for (var i = 0; i < items.Count; i++)
        {
            foreach (var property in typeof(T).GetProperties())
            {
                var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
                foreach (var error in property.GetValue(items[i]) switch
                {
                    int number when number < 1 => [new PublishingError.InvalidValue($"{field}[{i}].{name}", "It must be at least 1.")],
                    string or null when property.PropertyType == typeof(string) =>
                        Text($"{field}[{i}].{name}", (string?)property.GetValue(items[i]), null, MaxParagraph, name == required),
                    _ => [],
                })
                {
                    yield return error;
                }
            }
        }
    }

    private static IEnumerable<PublishingError> Mentions(ValueList<DraftMention> mentions, ValueList<DraftMention>? before)
    {
        if (mentions.Equals(before))
        {
            yield break;
        }

        if (mentions.Count > MaxItems)
        {
            yield return new PublishingError.InvalidValue("mentions", $"There are more than {MaxItems}.");
        }

        for (var i = 0; i < mentions.Count; i++)
        {
            if (mentions[i].Relevance is < 0 or > 100)
            {
                yield return new PublishingError.InvalidValue($"mentions[{i}].relevance", "The relevance goes from 0 to 100.");
            }

            if (!Enum.IsDefined(mentions[i].Relation))
            {
                yield return new PublishingError.InvalidValue($"mentions[{i}].relation", "There is no such relation.");
            }
        }
    }

    [GeneratedRegex("^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", RegexOptions.CultureInvariant)]
    private static partial Regex LanguageTag();
}

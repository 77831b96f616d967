using System.Text.Json;
using NewsApi.Content.Articles;
using NewsApi.Content.Database;

namespace NewsApi.Content.Publishing;

/// <summary>
/// Checks an editor's draft of an article against <see cref="ContentLimits"/>, so that PostgreSQL never has to reject the article. Only
/// values that differ from the stored values are checked, because an old value from a feed must not prevent an editor from changing another
/// value.
/// </summary>
internal static class DraftCheck
{
    /// <summary>Returns every error of a draft.</summary>
    /// <param name="before">The stored draft; null for a new article.</param>
    /// <param name="now">The time by PostgreSQL's clock. An expiry must be after it.</param>
    public static IEnumerable<PublishingError> Check(ArticleDraft draft, ArticleDraft? before, DateTimeOffset now)
    {
        var (content, old) = (draft.Content, before?.Content);
        return
        [
            .. ContentLimits.Texts.SelectMany(t => Text(t.Name, t.Of(content), old is null ? null : t.Of(old), t.Longest, t.Required)),
            .. Items("images", content.Images, old?.Images, "url"),
            .. Items("sources", content.Sources, old?.Sources, "name"),
            .. Mentions(draft.Mentions, before?.Mentions),
            .. Error(
                content.Language != old?.Language && !string.IsNullOrWhiteSpace(content.Language) && !LanguageTag.IsValid(content.Language),
                "language", $"This is not a BCP 47 language tag such as 'en' or 'pt-BR'. Use '{LanguageTag.Unknown}' if it is not known."),
            .. Error(
                content.CanonicalUrl is { } url && url != old?.CanonicalUrl && !WebAddress.IsValid(url),
                "canonicalUrl", "This is not an absolute address that begins with http:// or https://."),
            .. Error(
                content.Urgency != old?.Urgency && content.Urgency is < 1 or > 9,
                "urgency", "The urgency must be from 1 (most urgent) to 9."),
            .. Error(
                DatabaseClock.Milliseconds(draft.ExpiresAt) != before?.ExpiresAt && draft.ExpiresAt <= now,
                "expiresAt", "The expiry must be in the future. Withdraw the article to remove it now."),
            .. Key("uri", draft.Uri, before?.Uri),
            .. Key("slug", draft.Slug, before?.Slug),
            .. Error(
                before is not null && draft.Uri is not null && draft.Uri != before.Uri,
                "uri", "The uri is the article's identity and cannot change. Leave it out."),
        ];
    }

    /// <summary>Returns the errors of one text.</summary>
    /// <param name="longest">The greatest length, in UTF-16 characters.</param>
    public static IEnumerable<PublishingError> Text(string field, string? text, string? before, int longest, bool required = false)
    {
        if (text == before && before is not null)
        {
            return [];
        }

        return required && string.IsNullOrWhiteSpace(text) ? Error(true, field, "It must not be empty.")
            : text?.Length > longest ? Error(true, field, $"It is longer than {longest} characters.")
            : StorableText.Problem(text) is { } problem ? Error(true, field, $"It {problem}")
            : [];
    }

    /// <summary>Returns the errors of a uri or slug. Its length in bytes is limited, because the database has an index on it.</summary>
    public static IEnumerable<PublishingError> Key(string field, string? text, string? before) =>
        text is null || text == before ? []
        : ContentLimits.IsKeyTooLong(text) ? Error(true, field, $"It is longer than {ContentLimits.KeyBytes} bytes.")
        : Text(field, text, null, ContentLimits.KeyBytes, required: true);

    /// <summary>Returns the errors of a list of texts.</summary>
    /// <param name="longest">The greatest length of each text, in UTF-16 characters.</param>
    public static IEnumerable<PublishingError> Texts(string field, ValueList<string> texts, ValueList<string>? before, int longest) =>
        texts.Equals(before) ? []
        : texts.Count > ContentLimits.Items ? TooMany(field)
        : texts.SelectMany((text, i) => Text($"{field}[{i}]", text, null, longest, required: true));

    /// <summary>Returns an error of the field if <paramref name="wrong"/> is true; otherwise none.</summary>
    public static IEnumerable<PublishingError> Error(bool wrong, string field, string problem) =>
        wrong ? [new PublishingError.InvalidValue(field, problem)] : [];

    private static IEnumerable<PublishingError> TooMany(string field) =>
        Error(true, field, $"It has more than {ContentLimits.Items} items.");

    private static IEnumerable<PublishingError> Items<T>(string field, ValueList<T> items, ValueList<T>? before, string required)
        where T : class =>
        items.Equals(before) ? []
        : items.Count > ContentLimits.Items ? TooMany(field)
        : items.SelectMany((item, i) => typeof(T).GetProperties().SelectMany(property =>
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            return property.GetValue(item) switch
            {
                int number => Error(number < 1, $"{field}[{i}].{name}", "It must be at least 1."),
                FocalPoint point => Error(
                    point is not { X: >= 0 and <= 1, Y: >= 0 and <= 1 }, $"{field}[{i}].{name}", "Both x and y must be from 0 to 1."),
                ValueList<Rendition> renditions => Items($"{field}[{i}].{name}", renditions, null, "url"),
                string or null when property.PropertyType == typeof(string) =>
                    Text($"{field}[{i}].{name}", (string?)property.GetValue(item), null, ContentLimits.Paragraph, name == required),
                _ => [],
            };
        }));

    private static IEnumerable<PublishingError> Mentions(ValueList<DraftMention> mentions, ValueList<DraftMention>? before) =>
        mentions.Equals(before) ? []
        : mentions.Count > ContentLimits.Items ? TooMany("mentions")
        : mentions.SelectMany((mention, i) => (IEnumerable<PublishingError>)
        [
            .. Error(mention.Relevance is < 0 or > 100, $"mentions[{i}].relevance", "The relevance must be from 0 to 100."),
            .. Error(!Enum.IsDefined(mention.Relation), $"mentions[{i}].relation", "There is no such relation."),
        ]);
}

using System.Text.Json;
using NewsApi.Content.Articles;
using NewsApi.Content.Entities;
using NewsApi.Content.Importing;
using NewsApi.Content.Outgoing;
using NewsApi.Formats.Documents;
using NewsApi.Formats.Gazetteer;
using NewsApi.Formats.Json;
using NewsApi.Formats.Ninjs;

namespace NewsApi.Formats.Exports;

/// <summary>
/// Reads the standard part of a line of an export, for the writer and the reader alike: what the writer finds missing there, the reader
/// completes.
/// </summary>
internal static class ExportedValues
{
    private static readonly NinjsFormat Ninjs = new();

    /// <summary>The properties of an article that are compared.</summary>
    public static IReadOnlyList<string> OfArticle { get; } = [.. typeof(ArticleContent).GetProperties().Select(property => property.Name)];

    /// <summary>The properties of a person, place or topic that are compared.</summary>
    public static IReadOnlyList<string> OfEntity { get; } =
    [
        nameof(IncomingEntity.Name), nameof(IncomingEntity.Uri), nameof(IncomingEntity.Slug), nameof(IncomingEntity.Description),
        nameof(IncomingEntity.Aliases), nameof(IncomingEntity.SameAs), nameof(IncomingEntity.Parent), nameof(IncomingEntity.Code),
        nameof(IncomingEntity.PlaceKind), nameof(IncomingEntity.CountryCode), nameof(IncomingEntity.Latitude),
        nameof(IncomingEntity.Longitude),
    ];

    /// <summary>Reads an article by the rules of ninjs. What these rules do not accept is missing in the result.</summary>
    public static IncomingArticle ReadArticle(ParsedDocument document) =>
        Ninjs.Read(document, strict: false) is [IncomingArticle article]
            ? article with { Content = article.Content with { }, BodyIsTrusted = false, Warnings = [] }
            : new IncomingArticle(document.Origin)
            {
                Uri = "",
                Content = new ArticleContent { Headline = "", Language = LanguageTag.Unknown },
                Format = "",
                Document = "",
            };

    /// <summary>Reads an entity by the rules of a gazetteer. What these rules do not accept is missing in the result.</summary>
    public static IncomingEntity ReadEntity(ParsedDocument document, EntityKind kind) =>
        GazetteerReader.Read(document, kind, new JsonFieldReader())
        ?? new IncomingEntity(document.Origin) { Kind = kind, Name = "", Document = document.Text };

    /// <summary>Returns an entity in the properties of a gazetteer.</summary>
    public static IncomingEntity ToEntry(OutgoingEntity entity) => new(new Origin("", null))
    {
        Kind = entity.Kind,
        Name = entity.Name,
        Uri = entity.Uri,
        Slug = entity.Slug,
        Description = entity.Description,
        Aliases = entity.Aliases,
        SameAs = entity.SameAs,
        Parent = entity.Parent?.Slug,
        Code = entity.Code,
        PlaceKind = entity.PlaceKind,
        CountryCode = entity.CountryCode,
        Latitude = entity.Latitude,
        Longitude = entity.Longitude,
        Document = "",
    };

    /// <summary>Returns the text that <see cref="NinjsWriter"/> wrote for the import of an export; null if there is none.</summary>
    public static string? FindExported(JsonElement item)
    {
        var ids = JsonFieldReader.Property(item, "altIds");
        return ids.ValueKind == JsonValueKind.Array
            ? ids.EnumerateArray().Where(id => id.ValueKind == JsonValueKind.Object)
                .Where(id => JsonFieldReader.Property(id, "role") is { ValueKind: JsonValueKind.String } role
                    && role.ValueEquals(NinjsWriter.ExportRole))
                .Select(id => JsonFieldReader.Property(id, "value"))
                .FirstOrDefault(value => value.ValueKind == JsonValueKind.String) is { ValueKind: JsonValueKind.String } found
                    ? found.GetString()
                    : null
            : null;
    }
}

using NewsApi.Content.Articles;
using NewsApi.Content.Entities;

namespace NewsApi.Content.Publishing;

/// <summary>Checks an editor's draft of a person, place or topic against <see cref="ContentLimits"/> and the rules of its kind.</summary>
internal static class EntityCheck
{
    /// <summary>
    /// Returns every error of a draft. A text is checked only if it differs from the stored value. The country code, the latitude, the
    /// longitude and the rules of the kind are checked in every draft. Unchanged values must follow these rules too.
    /// </summary>
    /// <param name="before">The stored draft; null for a new entity.</param>
    public static IEnumerable<PublishingError> Check(EntityKind kind, EntityDraft draft, EntityDraft? before) =>
    [
        .. DraftCheck.Text("name", draft.Name, before?.Name, ContentLimits.Line, required: true),
        .. DraftCheck.Text("description", draft.Description, before?.Description, ContentLimits.Paragraph),
        .. DraftCheck.Key("uri", draft.Uri, before?.Uri),
        .. DraftCheck.Key("slug", draft.Slug, before?.Slug),
        .. DraftCheck.Texts("aliases", draft.Aliases, before?.Aliases, ContentLimits.Line),
        .. DraftCheck.Texts("sameAs", draft.SameAs, before?.SameAs, ContentLimits.Paragraph),
        .. DraftCheck.Text("code", draft.Code, before?.Code, ContentLimits.Line),
        .. DraftCheck.Text("placeKind", draft.PlaceKind, before?.PlaceKind, ContentLimits.Line),
        .. DraftCheck.Error(
            draft.CountryCode is not null && !IsCountry(draft.CountryCode),
            "countryCode", "This is not an ISO 3166-1 alpha-2 code such as 'NO'."),
        .. DraftCheck.Error(draft.Latitude is not (null or >= -90 and <= 90), "latitude", "It must be from -90 to 90 degrees north."),
        .. DraftCheck.Error(draft.Longitude is not (null or >= -180 and <= 180), "longitude", "It must be from -180 to 180 degrees east."),
        .. DraftCheck.Error(kind != EntityKind.Topic && draft.Code is not null, "code", "Only a topic has a code."),
        .. DraftCheck.Error(kind != EntityKind.Place && draft.PlaceKind is not null, "placeKind", "Only a place has a kind of place."),
        .. DraftCheck.Error(kind != EntityKind.Place && draft.CountryCode is not null, "countryCode", "Only a place has a country code."),
        .. DraftCheck.Error(kind != EntityKind.Place && draft.Latitude is not null, "latitude", "Only a place has a latitude."),
        .. DraftCheck.Error(kind != EntityKind.Place && draft.Longitude is not null, "longitude", "Only a place has a longitude."),
        .. DraftCheck.Error(kind == EntityKind.Person && draft.ParentId is not null, "parentId", "A person has no parent."),
    ];

    private static bool IsCountry(string code) => code.Length == 2 && code.All(char.IsAsciiLetterUpper);
}

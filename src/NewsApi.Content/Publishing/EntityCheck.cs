using NewsApi.Content.Entities;

namespace NewsApi.Content.Publishing;

/// <summary>Holds what an editor says of a person, place or topic against the bounds of the model; only what differs from before.</summary>
internal static class EntityCheck
{
    /// <summary>Everything that is wrong with a draft.</summary>
    /// <param name="before">What was said before; null for a new one.</param>
    public static IEnumerable<PublishingError> Of(EntityKind kind, EntityDraft draft, EntityDraft? before) =>
    [
        .. DraftCheck.Text("name", draft.Name, before?.Name, DraftCheck.MaxLine, required: true),
        .. DraftCheck.Text("description", draft.Description, before?.Description, DraftCheck.MaxParagraph),
        .. DraftCheck.Key("uri", draft.Uri, before?.Uri),
        .. DraftCheck.Key("slug", draft.Slug, before?.Slug),
        .. List("aliases", draft.Aliases, before?.Aliases, DraftCheck.MaxLine),
        .. List("sameAs", draft.SameAs, before?.SameAs, DraftCheck.MaxParagraph),
        .. DraftCheck.Text("code", draft.Code, before?.Code, DraftCheck.MaxLine),
        .. DraftCheck.Text("placeKind", draft.PlaceKind, before?.PlaceKind, DraftCheck.MaxLine),
        .. Of(draft.CountryCode is not null && !IsCountry(draft.CountryCode), "countryCode", "This is no ISO 3166-1 alpha-2 code, such as 'NO'."),
        .. Of(draft.Latitude is not (null or >= -90 and <= 90), "latitude", "Degrees north go from -90 to 90."),
        .. Of(draft.Longitude is not (null or >= -180 and <= 180), "longitude", "Degrees east go from -180 to 180."),
        .. Of(kind != EntityKind.Topic && draft.Code is not null, "code", "Only a topic has a code."),
        .. Of(kind != EntityKind.Place && draft.PlaceKind is not null, "placeKind", "Only a place has it."),
        .. Of(kind != EntityKind.Place && draft.CountryCode is not null, "countryCode", "Only a place has it."),
        .. Of(kind != EntityKind.Place && draft.Latitude is not null, "latitude", "Only a place has it."),
        .. Of(kind != EntityKind.Place && draft.Longitude is not null, "longitude", "Only a place has it."),
        .. Of(kind == EntityKind.Person && draft.ParentId is not null, "parentId", "A person lies within nothing."),
    ];

    private static IEnumerable<PublishingError> List(string field, ValueList<string> texts, ValueList<string>? before, int longest)
    {
        if (texts.Equals(before))
        {
            return [];
        }

        return texts.Count > DraftCheck.MaxItems
            ? Of(true, field, $"There are more than {DraftCheck.MaxItems}.")
            : texts.SelectMany((text, i) => DraftCheck.Text($"{field}[{i}]", text, null, longest, required: true));
    }

    private static bool IsCountry(string code) => code.Length == 2 && code.All(char.IsAsciiLetterUpper);

    private static IEnumerable<PublishingError> Of(bool wrong, string field, string problem) =>
        wrong ? [new PublishingError.InvalidValue(field, problem)] : [];
}

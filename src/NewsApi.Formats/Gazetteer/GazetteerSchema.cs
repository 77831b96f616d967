using NewsApi.Content.Entities;
using NewsApi.Formats.Json;

namespace NewsApi.Formats.Gazetteer;

/// <summary>
/// The properties of a gazetteer. The second line of a list has alternative spellings, which are read but should not be written.
/// </summary>
internal static class GazetteerSchema
{
    private static readonly JsonSchema Person = new(
        Names("kind", "slug", "uri", "name", "aliases", "description", "sameAs",
            "same_as"));

    private static readonly JsonSchema Place = Person.With([], Names("type", "countryCode", "latitude", "longitude", "within",
        "country_code", "lat", "lon", "parent"));

    private static readonly JsonSchema Topic = Person.With([], Names("code", "broader",
        "parent", "medtop"));

    public static JsonSchema Of(EntityKind kind) => kind switch
    {
        EntityKind.Person => Person,
        EntityKind.Place => Place,
        _ => Topic,
    };

    private static IEnumerable<(string Name, SchemaRule Rule)> Names(params string[] names) =>
        names.Select(name => (name, SchemaRule.Anything));
}

using NewsApi.Content.Entities;
using NewsApi.Formats.Json;

namespace NewsApi.Formats.Gazetteer;

/// <summary>
/// The properties of the entities in a gazetteer. In the source code below, the first line of each list has the properties that a gazetteer
/// should use. The second line begins with other spellings of these properties, such as <c>country_code</c> for <c>countryCode</c>. The
/// other spellings are also read.
/// </summary>
internal static class GazetteerSchema
{
    // An export of this service has "newsapi", which only its import reads.
    private static readonly JsonSchema Entity = new(
        Names("kind", "slug", "uri", "name", "aliases", "description", "sameAs",
            "same_as", "newsapi"));

    // The linker reads the last properties of each kind from the stored document.
    private static readonly JsonSchema Person = Entity.With([], Names("surname", "common_surname", "role", "country"));

    private static readonly JsonSchema Place = Entity.With([], Names("type", "countryCode", "latitude", "longitude", "within",
        "country_code", "lat", "lon", "parent", "demonyms", "population"));

    private static readonly JsonSchema Topic = Entity.With([], Names("code", "broader",
        "parent", "medtop", "keywords"));

    public static JsonSchema Of(EntityKind kind) => kind switch
    {
        EntityKind.Person => Person,
        EntityKind.Place => Place,
        _ => Topic,
    };

    private static IEnumerable<(string Name, SchemaRule Rule)> Names(params string[] names) =>
        names.Select(name => (name, SchemaRule.Anything));
}

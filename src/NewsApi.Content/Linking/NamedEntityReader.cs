using NewsApi.Content.Entities;
using Npgsql;

namespace NewsApi.Content.Linking;

/// <summary>
/// Reads people, places and topics for the linker. Surnames, demonyms and keywords have no columns in the tables. The reader takes them
/// from the document of the gazetteer.
/// </summary>
internal static class NamedEntityReader
{
    // Read only entities that an editor or a gazetteer described. A name that came with an embargoed item must not appear in other items.
    private const string Select =
        """
        select e.id, e.kind, e.name, e.aliases, e.uri, e.country_code, e.place_kind, e.parent_id, e.description,
          case when e.document ~ '"(surname|common_surname|role|country|demonyms|keywords|population)"' then e.document end
        from entity e where e.curated and not e.kept_back
        """;

    /// <summary>Reads all entities, or only those with the given ids. Leaves out an id that does not exist.</summary>
    public static async Task<List<NamedEntity>> ReadAsync(NpgsqlConnection connection, long[]? ids, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(ids is null ? Select : $"{Select} and e.id = any($1)", connection);
        if (ids is not null)
        {
            command.Parameters.Add(new NpgsqlParameter<long[]> { TypedValue = ids });
        }

        var entities = new List<NamedEntity>();
        var vocabularies = new Dictionary<string, string>(StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            entities.Add(Read(reader, vocabularies));
        }

        return entities;
    }

    private static NamedEntity Read(NpgsqlDataReader reader, Dictionary<string, string> vocabularies)
    {
        var declared = Text(9) is { } document ? DeclaredProperties.Of(document) : DeclaredProperties.None;
        return new NamedEntity
        {
            Id = reader.GetInt64(0),
            Kind = (EntityKind)reader.GetInt16(1),
            Name = reader.GetString(2),
            Aliases = reader.GetFieldValue<string[]>(3) is { Length: > 0 } aliases ? aliases : [],
            Vocabulary = Shared(VocabularyOf(Text(4))),
            CountryCode = Text(5) is { } code ? Shared(code) : null,
            PlaceKind = Text(6) is { } kind ? Shared(kind) : null,
            ParentId = reader.IsDBNull(7) ? null : reader.GetInt64(7),
            About = (EntityKind)reader.GetInt16(1) == EntityKind.Person ? declared.About ?? Text(8) : null,
            Surname = declared.Surname,
            OwnsSurname = declared.OwnsSurname,
            Demonyms = declared.Demonyms,
            Keywords = declared.Keywords,
            Population = declared.Population,
        };

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

        string Shared(string text) => vocabularies.TryGetValue(text, out var known) ? known : vocabularies[text] = text;
    }

    private static string VocabularyOf(string? uri) => uri is null ? "" : uri[..(uri.AsSpan().TrimEnd('/').LastIndexOfAny(":/#=") + 1)];
}

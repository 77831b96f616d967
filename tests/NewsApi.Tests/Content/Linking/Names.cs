using NewsApi.Content.Entities;
using NewsApi.Content.Linking;

namespace NewsApi.Tests.Content.Linking;

/// <summary>Small gazetteers in memory, and texts linked with them.</summary>
internal static class Names
{
    private static long _lastId;

    public static NamedEntity Person(string name, string? surname = null, bool ownsSurname = false, string? about = null) => new()
    {
        Id = ++_lastId,
        Kind = EntityKind.Person,
        Name = name,
        Surname = surname,
        OwnsSurname = ownsSurname,
        About = about,
        Vocabulary = "urn:test:",
    };

    public static NamedEntity Place(string name, string? country = null, string? kind = null, params string[] aliases) => new()
    {
        Id = ++_lastId,
        Kind = EntityKind.Place,
        Name = name,
        CountryCode = country,
        PlaceKind = kind,
        Aliases = aliases,
        Vocabulary = "urn:test:",
    };

    public static NamedEntity Topic(string name, params string[] keywords) =>
        new() { Id = ++_lastId, Kind = EntityKind.Topic, Name = name, Keywords = keywords, Vocabulary = "urn:test:" };

    public static NameIndex Index(params NamedEntity[] entities)
    {
        var index = new NameIndex();
        Array.ForEach(entities, index.Add);
        return index;
    }

    /// <summary>What a text is linked to, as "text of the span=name", in the order of the text.</summary>
    public static string[] Link(this NameIndex index, string text) => [.. index.Spans(text).Select(s => $"{s.Text}={s.Name}")];

    /// <summary>Each span with the text that stands there.</summary>
    public static IEnumerable<(string Text, string Name, int Start)> Spans(this NameIndex index, string text)
    {
        var points = text.EnumerateRunes().ToArray();
        return Linker.Link(index, new LinkInput { Text = text }).Links
            .SelectMany(l => l.Spans.Select(s => (string.Concat(points[s.Start..s.End]), l.Entity.Name, s.Start)))
            .OrderBy(s => s.Start);
    }
}

using System.Text.Json;
using NewsApi.Content.Entities;
using NewsApi.Content.Linking;

namespace NewsApi.Tests.Content.Linking;

/// <summary>Reads labelled texts and gazetteers, without a database.</summary>
internal static class LabelledTexts
{
    public static (NameIndex Index, Dictionary<long, string> Slugs) Index(params (string File, EntityKind Kind)[] gazetteers)
    {
        var (index, slugs) = (new NameIndex(), new Dictionary<long, string>());
        foreach (var (file, kind) in gazetteers)
        {
            foreach (var line in File.ReadLines(file))
            {
                using var entry = JsonDocument.Parse(line);
                var id = slugs.Count + 1L;
                slugs.Add(id, Text(entry.RootElement, "slug") ?? "");
                index.Add(EntityOf(id, kind, entry.RootElement, line));
            }
        }

        return (index, slugs);
    }

    public static IEnumerable<LabelledText> Read(string file)
    {
        foreach (var line in File.ReadLines(file))
        {
            using var text = JsonDocument.Parse(line);
            var root = text.RootElement;
            yield return new LabelledText(
                Text(root, "text") ?? "", [.. root.GetProperty("kinds").EnumerateArray().Select(k => k.GetString() ?? "")],
                Labels(root, "expected"), Labels(root, "optional"), Labels(root, "forbidden"));
        }
    }

    public static IEnumerable<Label> Link(NameIndex index, Dictionary<long, string> slugs, string text) =>
        Linker.Link(index, new LinkInput { Text = text }).Links.SelectMany(l => l.Spans.Select(
            s => new Label(l.Entity.Kind.ToString().ToLowerInvariant(), slugs[l.Entity.Id], s.Start, s.End)));

    private static NamedEntity EntityOf(long id, EntityKind kind, JsonElement entry, string document)
    {
        var declared = DeclaredProperties.Of(document);
        var uri = Text(entry, "uri") ?? "";
        return new NamedEntity
        {
            Id = id,
            Kind = kind,
            Name = Text(entry, "name") ?? "",
            Aliases = [.. entry.GetProperty("aliases").EnumerateArray().Select(a => a.GetString() ?? "")],
            Vocabulary = uri[..(uri.LastIndexOfAny([':', '/']) + 1)],
            CountryCode = Text(entry, "country_code"),
            PlaceKind = Text(entry, "type"),
            About = declared.About ?? Text(entry, "description"),
            Surname = declared.Surname,
            OwnsSurname = declared.OwnsSurname,
            Demonyms = declared.Demonyms,
            Keywords = declared.Keywords,
        };
    }

    private static List<Label> Labels(JsonElement text, string name) => text.TryGetProperty(name, out var labels)
        ? [.. labels.EnumerateArray().Select(l => new Label(
            Text(l, "kind") ?? "", Text(l, "slug") ?? "", l.GetProperty("start").GetInt32(), l.GetProperty("end").GetInt32()))]
        : [];

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}

using System.Collections.Frozen;
using System.Text.Json;
using NewsApi.Formats.Json;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Ninjs;

/// <summary>
/// The properties of an item. Each property is found under its names in all generations, whatever version the item declares. For example,
/// an item that declares version 2.2 may contain <c>embargoedUntil</c>, the name in 3.x. If this name were ignored, the item would be
/// published too early.
/// </summary>
internal sealed class NinjsItem
{
    private static readonly FrozenDictionary<string, NinjsProperty> Names = Spellings().ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names of the properties that are read inside lists and objects of an item.</summary>
    private static readonly FrozenSet<string> NestedNames = FrozenSet.Create(
        "name", "uri", "literal", "code", "qcode", "scheme", "rel", "role", "relevance", "geoJSON", "geojson",
        "value", "contentType", "contenttype", "mimetype", "href", "width", "height");

    private readonly JsonElement[] _values = new JsonElement[(int)NinjsProperty.Name + 1];
    private readonly string?[] _names = new string?[(int)NinjsProperty.Name + 1];
    private readonly string _path;

    /// <param name="path">The path of the item in its document, with a dot at the end. Empty if the document itself is the item.</param>
    public NinjsItem(JsonElement item, JsonFieldReader reading, string path = "")
    {
        _path = path;
        foreach (var property in item.EnumerateObject())
        {
            if (!Names.TryGetValue(property.Name, out var known))
            {
                if (property.Name.StartsWith("embargo", StringComparison.OrdinalIgnoreCase))
                {
                    // If such a property were ignored as unknown, the item would be published before its embargo ends.
                    var name = PlainText.Short(property.Name);
                    reading.Reject($"'{name}' looks like an embargo; spell it embargoedUntil, or embargoed in ninjs 1 and 2.");
                }
                else if (property.Name.Contains('_', StringComparison.Ordinal))
                {
                    (Suffixed ??= []).Add(property);
                }
            }
            else if (_names[(int)known] is { } other)
            {
                AddAgain(known, other, property, reading);
            }
            else
            {
                _values[(int)known] = property.Value;
                _names[(int)known] = property.Name;
            }
        }
    }

    /// <summary>Returns the value of a property; undefined if the item does not have it.</summary>
    public JsonElement this[NinjsProperty property] => _values[(int)property];

    /// <summary>
    /// The properties of 1.x whose names begin with a fixed prefix and have any ending, such as <c>body_html</c> and <c>headline_sub</c>.
    /// </summary>
    private List<JsonProperty>? Suffixed { get; }

    /// <summary>Returns true if the conversion to an article uses the property. The version of the item does not matter.</summary>
    /// <param name="path">The path of the property, in the form of <see cref="Violation.Name"/>.</param>
    public static bool IsRead(string path)
    {
        var names = path.Split('.');
        return names switch
        {
            ["associations[]", _, ..] => IsRead(string.Join('.', names[1..])),
            ["associations", _, _, ..] => IsRead(string.Join('.', names[2..])),
            [var name] => Names.ContainsKey(name),
            _ => NestedNames.Contains(names[^1]),
        };
    }

    /// <summary>Returns the path of a property, with the name that the item uses for it.</summary>
    public string NameOf(NinjsProperty property) => _path + (_names[(int)property] ?? property.ToString());

    /// <summary>Returns an optional text that readers see, on one line; null if it is absent or blank.</summary>
    public string? Line(NinjsProperty property, JsonFieldReader reading) => reading.Prose(this[property], NameOf(property));

    /// <summary>Returns a required text on one line. Rejects the item if the value is not text.</summary>
    public string? RequiredLine(NinjsProperty property, JsonFieldReader reading) =>
        reading.RequiredLine(this[property], NameOf(property));

    public DateTimeOffset? Time(NinjsProperty property, JsonFieldReader reading) => reading.Time(this[property], NameOf(property));

    /// <summary>
    /// Returns texts with a role and a media type. They come from a list (2.x, 3.x), or from properties with a common prefix (1.x).
    /// </summary>
    /// <param name="start">
    /// The common prefix, such as <c>body_</c>. The rest of a property's name is both the role and the media type.
    /// </param>
    public IEnumerable<NinjsText> Texts(NinjsProperty list, string start, JsonFieldReader reading)
    {
        foreach (var (i, text) in reading.List(this[list], NameOf(list)).Index())
        {
            var name = $"{NameOf(list)}[{i}]";
            if (reading.IsObject(text, name) && reading.Text(JsonFieldReader.Property(text, "value"), $"{name}.value") is { } value)
            {
                var role = reading.Line(JsonFieldReader.Property(text, "role"), $"{name}.role");
                var contentType = reading.Line(JsonFieldReader.Property(text, "contentType", "contenttype"), $"{name}.contentType");
                yield return new NinjsText(role?.ToLowerInvariant(), contentType?.ToLowerInvariant(), value);
            }
        }

        foreach (var property in Suffixed ?? [])
        {
            if (property.Name.StartsWith(start, StringComparison.Ordinal)
                && reading.Text(property.Value, _path + property.Name) is { } value)
            {
                var role = property.Name[start.Length..].ToLowerInvariant();
                yield return new NinjsText(role, role, value);
            }
        }
    }

    /// <summary>
    /// Handles a property that the item already has under the name of another generation. Some feeds write both names. If the two values
    /// differ, it is unknown which value is right. The value that comes first in the item is then used, with a warning. But if the property
    /// is the status, the embargo, or the creation time of the item or of its version, the item is rejected.
    /// </summary>
    private void AddAgain(NinjsProperty known, string other, JsonProperty again, JsonFieldReader reading)
    {
        if (JsonElement.DeepEquals(again.Value, _values[(int)known]))
        {
            return;
        }

        var what = $"'{_path}{other}' and '{_path}{again.Name}' are names of the same property and have different values";
        if (known is NinjsProperty.FirstCreated or NinjsProperty.VersionCreated or NinjsProperty.PubStatus or NinjsProperty.EmbargoedUntil)
        {
            reading.Reject($"{what}; keep one.");
        }
        else
        {
            reading.Warn(_path + again.Name, $"{what}; '{again.Name}' was left out.");
        }
    }

    private static Dictionary<string, NinjsProperty> Spellings()
    {
        var spellings = new Dictionary<string, NinjsProperty>();
        foreach (var property in Enum.GetValues<NinjsProperty>())
        {
            var name = property.ToString();
            spellings[char.ToLowerInvariant(name[0]) + name[1..]] = property;
            spellings[name.ToLowerInvariant()] = property;
        }

        foreach (var (name, property) in new[]
        {
            ("embargoed", NinjsProperty.EmbargoedUntil), ("byline", NinjsProperty.By),
            ("person", NinjsProperty.People), ("place", NinjsProperty.Places), ("subject", NinjsProperty.Subjects),
            ("genre", NinjsProperty.Genres), ("infosource", NinjsProperty.InfoSources), ("alt_text", NinjsProperty.AltText),
        })
        {
            spellings[name] = property;
        }

        return spellings;
    }
}

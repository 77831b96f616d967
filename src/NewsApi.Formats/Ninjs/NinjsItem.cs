using System.Collections.Frozen;
using System.Text.Json;
using NewsApi.Formats.Json;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Ninjs;

/// <summary>
/// The properties of an item under their names of any generation. An item of version 2.2 that spells <c>embargoedUntil</c> must not be
/// published early.
/// </summary>
internal sealed class NinjsItem
{
    private static readonly FrozenDictionary<string, NinjsProperty> Names = Spellings().ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The names that are read within lists and objects.</summary>
    private static readonly FrozenSet<string> NestedNames = FrozenSet.Create(
        "name", "uri", "literal", "code", "qcode", "scheme", "rel", "role", "relevance", "geoJSON", "geojson",
        "value", "contentType", "contenttype", "mimetype", "href", "width", "height");

    private readonly JsonElement[] _values = new JsonElement[(int)NinjsProperty.Name + 1];
    private readonly string?[] _names = new string?[(int)NinjsProperty.Name + 1];
    private readonly string _path;

    /// <param name="path">Where the item stands in its document, with a dot at the end; empty for the document's own item.</param>
    public NinjsItem(JsonElement item, JsonFieldReader reading, string path = "")
    {
        _path = path;
        foreach (var property in item.EnumerateObject())
        {
            if (!Names.TryGetValue(property.Name, out var known))
            {
                if (property.Name.StartsWith("embargo", StringComparison.OrdinalIgnoreCase))
                {
                    // Ignoring it as unknown would publish the item before its embargo ends.
                    var name = PlainText.Short(property.Name);
                    reading.Refuse($"'{name}' looks like an embargo; spell it embargoedUntil, or embargoed in ninjs 1 and 2.");
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

    /// <summary>Returns the value; undefined if the item does not have it.</summary>
    public JsonElement this[NinjsProperty property] => _values[(int)property];

    /// <summary>The properties of 1.x such as <c>body_html</c> and <c>headline_sub</c>.</summary>
    private List<JsonProperty>? Suffixed { get; }

    /// <summary>Returns whether a property is read, whatever the version of its item.</summary>
    /// <param name="path">As in <see cref="Violation.Name"/>.</param>
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

    /// <summary>Returns the name as the item spells it, with its path.</summary>
    public string NameOf(NinjsProperty property) => _path + (_names[(int)property] ?? property.ToString());

    /// <summary>Returns an optional text that readers see.</summary>
    public string? Line(NinjsProperty property, JsonFieldReader reading) => reading.Prose(this[property], NameOf(property));

    /// <summary>Returns a text that decides on the item; a value of another kind refuses it.</summary>
    public string? RequiredLine(NinjsProperty property, JsonFieldReader reading) =>
        reading.RequiredLine(this[property], NameOf(property));

    public DateTimeOffset? Time(NinjsProperty property, JsonFieldReader reading) => reading.Time(this[property], NameOf(property));

    /// <summary>Returns texts with a role and a media type: of a list (2.x, 3.x), or of properties with a common prefix (1.x).</summary>
    /// <param name="start">Such as <c>body_</c>; the rest of the name is both role and media type.</param>
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
    /// Some feeds write a property under the names of two generations. If the values differ, it is unknown which is right: the first is
    /// taken, but not for an identity, a time or a status.
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
            reading.Refuse($"{what}; keep one.");
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

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

    private readonly JsonElement[] _values = new JsonElement[(int)NinjsProperty.Name + 1];
    private readonly string?[] _names = new string?[(int)NinjsProperty.Name + 1];

    public NinjsItem(JsonElement item, JsonFieldReader reading)
    {
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
                // Some feeds write every property under the names of two generations. If the values differ, it is unknown which is right.
                if (!JsonElement.DeepEquals(property.Value, _values[(int)known]))
                {
                    reading.Refuse($"'{other}' and '{property.Name}' are names of the same property and have different values; keep one.");
                }
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

    /// <summary>Returns the name as the item spells it.</summary>
    public string NameOf(NinjsProperty property) => _names[(int)property] ?? property.ToString();

    public string? Line(NinjsProperty property, JsonFieldReader reading) => reading.Line(this[property], NameOf(property));

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
            if (property.Name.StartsWith(start, StringComparison.Ordinal) && reading.Text(property.Value, property.Name) is { } value)
            {
                var role = property.Name[start.Length..].ToLowerInvariant();
                yield return new NinjsText(role, role, value);
            }
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
            ("genre", NinjsProperty.Genres), ("infosource", NinjsProperty.InfoSources),
        })
        {
            spellings[name] = property;
        }

        return spellings;
    }
}

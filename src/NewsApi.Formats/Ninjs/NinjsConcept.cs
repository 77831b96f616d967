using System.Text.Json;
using NewsApi.Formats.Json;
using NewsApi.Formats.Text;

namespace NewsApi.Formats.Ninjs;

/// <summary>A person, place, subject, genre or source in an item.</summary>
/// <param name="Relation">The value of <c>rel</c> or of <c>role</c>.</param>
internal sealed record NinjsConcept(string? Name, string? Uri, string? Literal, string? Relation)
{
    /// <summary>The name; without a name, the literal; without both, the last part of the URI.</summary>
    public string? DisplayName => Name ?? Literal ?? Uri?.TrimEnd('/', '#')[(Uri.TrimEnd('/', '#').LastIndexOfAny(['/', '#', ':']) + 1)..];

    /// <returns>The concept; null if the value is not an object or is empty.</returns>
    public static NinjsConcept? Read(JsonElement value, string path, JsonFieldReader reading)
    {
        if (!reading.IsObject(value, path))
        {
            return null;
        }

        var concept = new NinjsConcept(
            reading.Bounded(reading.Prose(JsonFieldReader.Property(value, "name"), $"{path}.name"), Bounds.Name, "name"),
            reading.Bounded(Identifier(value, path, reading), Bounds.Uri, "uri"),
            reading.Bounded(reading.Prose(JsonFieldReader.Property(value, "literal", "code"), $"{path}.literal"), Bounds.Name, "literal"),
            reading.Line(JsonFieldReader.Property(value, "rel", "role"), $"{path}.rel"));
        return string.IsNullOrWhiteSpace(concept.DisplayName) ? null : concept;
    }

    /// <summary>
    /// Returns the <c>uri</c>. If there is no <c>uri</c>, returns the code together with its vocabulary. The vocabulary is the code's own
    /// prefix, as in <c>medtop:04000000</c>, or the value of <c>scheme</c>. Returns null for a code without a vocabulary, because such a
    /// code identifies nothing.
    /// </summary>
    private static string? Identifier(JsonElement value, string path, JsonFieldReader reading)
    {
        if (reading.Line(JsonFieldReader.Property(value, "uri"), $"{path}.uri") is { } uri)
        {
            return uri;
        }

        var scheme = reading.Line(JsonFieldReader.Property(value, "scheme"), $"{path}.scheme");
        var code = reading.Line(JsonFieldReader.Property(value, "code", "qcode"), $"{path}.code")
            ?? reading.Line(JsonFieldReader.Property(value, "literal"), $"{path}.literal");
        return code is null || code.Contains(' ', StringComparison.Ordinal) ? null
            : code.Contains(':', StringComparison.Ordinal) ? code
            : scheme is null ? null
            : scheme[^1] is '/' or '#' or ':' or '=' ? scheme + code
            : scheme.AsSpan().ContainsAny('/', ':') ? $"{scheme}/{code}"
            : $"{scheme}:{code}";
    }
}

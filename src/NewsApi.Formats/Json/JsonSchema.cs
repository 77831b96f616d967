using System.Collections.Frozen;

namespace NewsApi.Formats.Json;

/// <summary>What an object may hold.</summary>
internal sealed class JsonSchema(params IEnumerable<(string Name, SchemaRule Rule)> properties)
{
    private readonly FrozenDictionary<string, SchemaRule> _properties =
        properties.ToFrozenDictionary(p => p.Name, p => p.Rule, StringComparer.Ordinal);

    /// <summary>Properties that must be there.</summary>
    public string[] Required { get; init; } = [];

    /// <summary>Starts of names that may go on at will, such as <c>body_</c>.</summary>
    public (string Start, SchemaRule Rule)[] Prefixes { get; init; } = [];

    /// <summary>What any other property must be; null where no other is known.</summary>
    public SchemaRule? Others { get; init; }

    /// <summary>Groups of which one must have exactly one of its two properties (<c>anyOf</c> of <c>oneOf</c>).</summary>
    public (string One, string Other)[] EitherOr { get; init; } = [];

    /// <summary>Of properties that are all text.</summary>
    public static JsonSchema Texts(params string[] names) => new(TextRules(names));

    public static IEnumerable<(string Name, SchemaRule Rule)> TextRules(params string[] names) => names.Select(name => (name, SchemaRule.Text));

    /// <returns>Null where the standard does not know the property.</returns>
    public SchemaRule? Find(string name)
    {
        if (_properties.TryGetValue(name, out var rule))
        {
            return rule;
        }

        foreach (var (start, prefixed) in Prefixes)
        {
            if (name.Length > start.Length && name.StartsWith(start, StringComparison.Ordinal))
            {
                return prefixed;
            }
        }

        return Others;
    }

    /// <summary>This shape with more properties.</summary>
    public JsonSchema With(string[] required, params IEnumerable<(string Name, SchemaRule Rule)> more) =>
        new([.. _properties.Select(p => (p.Key, p.Value)), .. more])
        {
            Required = required,
            Prefixes = Prefixes,
            Others = Others,
            EitherOr = EitherOr,
        };
}

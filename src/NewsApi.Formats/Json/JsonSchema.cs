using System.Collections.Frozen;

namespace NewsApi.Formats.Json;

/// <summary>The properties that an object may have.</summary>
internal sealed class JsonSchema(params IEnumerable<(string Name, SchemaRule Rule)> properties)
{
    private readonly FrozenDictionary<string, SchemaRule> _properties =
        properties.ToFrozenDictionary(p => p.Name, p => p.Rule, StringComparer.Ordinal);

    /// <summary>Required properties.</summary>
    public string[] Required { get; init; } = [];

    /// <summary>Prefixes of names with any ending, such as <c>body_</c>.</summary>
    public (string Start, SchemaRule Rule)[] Prefixes { get; init; } = [];

    /// <summary>The rule for other properties; null if there are none.</summary>
    public SchemaRule? Others { get; init; }

    /// <summary>Pairs of properties; at least one pair must have exactly one of its two (<c>anyOf</c> of <c>oneOf</c>).</summary>
    public (string One, string Other)[] EitherOr { get; init; } = [];

    /// <summary>Makes a schema whose properties are all text.</summary>
    public static JsonSchema Texts(params string[] names) => new(TextRules(names));

    public static IEnumerable<(string Name, SchemaRule Rule)> TextRules(params string[] names) =>
        names.Select(name => (name, SchemaRule.Text));

    /// <returns>Null if the standard does not have the property.</returns>
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

    /// <summary>Returns this schema with more properties.</summary>
    public JsonSchema With(string[] required, params IEnumerable<(string Name, SchemaRule Rule)> more) =>
        new([.. _properties.Select(p => (p.Key, p.Value)), .. more])
        {
            Required = required,
            Prefixes = Prefixes,
            Others = Others,
            EitherOr = EitherOr,
        };
}

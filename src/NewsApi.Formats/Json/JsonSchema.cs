using System.Collections.Frozen;

namespace NewsApi.Formats.Json;

/// <summary>The properties that a JSON object may have, with a rule for the value of each property.</summary>
internal sealed class JsonSchema(params IEnumerable<(string Name, SchemaRule Rule)> properties)
{
    private readonly FrozenDictionary<string, SchemaRule> _properties =
        properties.ToFrozenDictionary(p => p.Name, p => p.Rule, StringComparer.Ordinal);

    /// <summary>The names of the required properties.</summary>
    public string[] Required { get; init; } = [];

    /// <summary>Prefixes, such as <c>body_</c>. Every property whose name begins with one of them is allowed.</summary>
    public (string Start, SchemaRule Rule)[] Prefixes { get; init; } = [];

    /// <summary>The rule for all other properties; null if no others are allowed.</summary>
    public SchemaRule? Others { get; init; }

    /// <summary>
    /// Pairs of alternative properties, such as <c>startDate</c> and <c>expectedStartDate</c>. For at least one of these pairs, the object
    /// must have exactly one of the two properties (<c>anyOf</c> of <c>oneOf</c>).
    /// </summary>
    public (string One, string Other)[] EitherOr { get; init; } = [];

    /// <summary>Creates a schema whose properties are all text.</summary>
    public static JsonSchema Texts(params string[] names) => new(TextRules(names));

    public static IEnumerable<(string Name, SchemaRule Rule)> TextRules(params string[] names) =>
        names.Select(name => (name, SchemaRule.Text));

    /// <returns>The rule for the property; null if the standard does not have the property.</returns>
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

    /// <summary>Returns a copy of this schema with further properties.</summary>
    public JsonSchema With(string[] required, params IEnumerable<(string Name, SchemaRule Rule)> more) =>
        new([.. _properties.Select(p => (p.Key, p.Value)), .. more])
        {
            Required = required,
            Prefixes = Prefixes,
            Others = Others,
            EitherOr = EitherOr,
        };
}

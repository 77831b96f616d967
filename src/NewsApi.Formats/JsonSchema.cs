using System.Collections.Frozen;

namespace NewsApi.Formats;

/// <summary>What a value must be for a standard.</summary>
internal enum SchemaRuleKind
{
    Anything,
    Text,
    Moment,
    Number,
    Whole,
    Truth,
    Word,
    Object,
    List,
    GeoJson,
}

/// <summary>What one value must be; the little of JSON Schema that the standards here use, without carrying their schemas.</summary>
internal sealed record SchemaRule(SchemaRuleKind Kind)
{
    public static readonly SchemaRule Anything = new(SchemaRuleKind.Anything);
    public static readonly SchemaRule Text = new(SchemaRuleKind.Text);
    public static readonly SchemaRule Moment = new(SchemaRuleKind.Moment);
    public static readonly SchemaRule Number = new(SchemaRuleKind.Number);
    public static readonly SchemaRule Whole = new(SchemaRuleKind.Whole);
    public static readonly SchemaRule Truth = new(SchemaRuleKind.Truth);
    public static readonly SchemaRule GeoJson = new(SchemaRuleKind.GeoJson);

    public FrozenSet<string> Words { get; private init; } = [];

    public Func<string, bool>? Matches { get; private init; }

    public int Least { get; private init; } = int.MinValue;

    public int Most { get; private init; } = int.MaxValue;

    public SchemaRule? Items { get; private init; }

    /// <summary>Looked up only when asked for, because shapes hold themselves: an associated item is an item.</summary>
    public Func<JsonSchema>? Shape { get; private init; }

    public static SchemaRule Between(int least, int most) => new(SchemaRuleKind.Whole) { Least = least, Most = most };

    public static SchemaRule OneOf(params string[] words) => new(SchemaRuleKind.Word) { Words = words.ToFrozenSet() };

    public static SchemaRule TextThat(Func<string, bool> matches) => new(SchemaRuleKind.Text) { Matches = matches };

    public static SchemaRule ListOf(SchemaRule items) => new(SchemaRuleKind.List) { Items = items };

    public static SchemaRule ListOf(JsonSchema items) => ListOf(Of(items));

    public static SchemaRule Of(JsonSchema shape) => new(SchemaRuleKind.Object) { Shape = () => shape };

    public static SchemaRule Of(Func<JsonSchema> shape) => new(SchemaRuleKind.Object) { Shape = shape };
}

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

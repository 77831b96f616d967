using System.Collections.Frozen;

namespace NewsApi.Formats;

/// <summary>What a value must be for a standard.</summary>
internal enum RuleKind
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
internal sealed record Rule(RuleKind Kind)
{
    public static readonly Rule Anything = new(RuleKind.Anything);
    public static readonly Rule Text = new(RuleKind.Text);
    public static readonly Rule Moment = new(RuleKind.Moment);
    public static readonly Rule Number = new(RuleKind.Number);
    public static readonly Rule Whole = new(RuleKind.Whole);
    public static readonly Rule Truth = new(RuleKind.Truth);
    public static readonly Rule GeoJson = new(RuleKind.GeoJson);

    public FrozenSet<string> Words { get; private init; } = [];

    public Func<string, bool>? Matches { get; private init; }

    public int Least { get; private init; } = int.MinValue;

    public int Most { get; private init; } = int.MaxValue;

    public Rule? Items { get; private init; }

    /// <summary>Looked up only when asked for, because shapes hold themselves: an associated item is an item.</summary>
    public Func<Shape>? Shape { get; private init; }

    public static Rule Between(int least, int most) => new(RuleKind.Whole) { Least = least, Most = most };

    public static Rule OneOf(params string[] words) => new(RuleKind.Word) { Words = words.ToFrozenSet() };

    public static Rule TextThat(Func<string, bool> matches) => new(RuleKind.Text) { Matches = matches };

    public static Rule ListOf(Rule items) => new(RuleKind.List) { Items = items };

    public static Rule ListOf(Shape items) => ListOf(Of(items));

    public static Rule Of(Shape shape) => new(RuleKind.Object) { Shape = () => shape };

    public static Rule Of(Func<Shape> shape) => new(RuleKind.Object) { Shape = shape };
}

/// <summary>What an object may hold.</summary>
internal sealed class Shape(params IEnumerable<(string Name, Rule Rule)> properties)
{
    private readonly FrozenDictionary<string, Rule> _properties =
        properties.ToFrozenDictionary(p => p.Name, p => p.Rule, StringComparer.Ordinal);

    /// <summary>Properties that must be there.</summary>
    public string[] Required { get; init; } = [];

    /// <summary>Starts of names that may go on at will, such as <c>body_</c>.</summary>
    public (string Start, Rule Rule)[] Prefixes { get; init; } = [];

    /// <summary>What any other property must be; null where no other is known.</summary>
    public Rule? Others { get; init; }

    /// <summary>Groups of which one must have exactly one of its two properties (<c>anyOf</c> of <c>oneOf</c>).</summary>
    public (string One, string Other)[] EitherOr { get; init; } = [];

    /// <summary>Of properties that are all text.</summary>
    public static Shape Texts(params string[] names) => new(TextRules(names));

    public static IEnumerable<(string Name, Rule Rule)> TextRules(params string[] names) => names.Select(name => (name, Rule.Text));

    /// <returns>Null where the standard does not know the property.</returns>
    public Rule? Find(string name)
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
    public Shape With(string[] required, params IEnumerable<(string Name, Rule Rule)> more) =>
        new([.. _properties.Select(p => (p.Key, p.Value)), .. more])
        {
            Required = required,
            Prefixes = Prefixes,
            Others = Others,
            EitherOr = EitherOr,
        };
}

using System.Collections.Frozen;

namespace NewsApi.Formats.Json;

/// <summary>
/// A rule for one value. The rules support the part of JSON Schema that the standards use. So this program needs no copies of the schemas
/// that the standards publish.
/// </summary>
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

    /// <summary>
    /// Returns the schema of an object. It is a function, because a schema may refer to itself. For example, an item contains associated
    /// items.
    /// </summary>
    public Func<JsonSchema>? Schema { get; private init; }

    public static SchemaRule Between(int least, int most) => new(SchemaRuleKind.Whole) { Least = least, Most = most };

    public static SchemaRule OneOf(params string[] words) => new(SchemaRuleKind.Word) { Words = words.ToFrozenSet() };

    public static SchemaRule TextThat(Func<string, bool> matches) => new(SchemaRuleKind.Text) { Matches = matches };

    public static SchemaRule ListOf(SchemaRule items) => new(SchemaRuleKind.List) { Items = items };

    public static SchemaRule ListOf(JsonSchema items) => ListOf(Of(items));

    public static SchemaRule Of(JsonSchema schema) => new(SchemaRuleKind.Object) { Schema = () => schema };

    public static SchemaRule Of(Func<JsonSchema> schema) => new(SchemaRuleKind.Object) { Schema = schema };
}

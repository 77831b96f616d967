namespace NewsApi.Formats.Json;

/// <summary>The kind of value that a rule requires.</summary>
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

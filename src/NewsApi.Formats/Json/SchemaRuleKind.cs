namespace NewsApi.Formats.Json;

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

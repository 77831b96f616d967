namespace NewsApi.Content.Reading.Lists;

/// <summary>The number of articles of a list that have a value.</summary>
/// <param name="Value">The value: a text, the <see cref="Row"/> of a person, place or topic, or the beginning of a period.</param>
public sealed record FacetCount(object Value, int Count);

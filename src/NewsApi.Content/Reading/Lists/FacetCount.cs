namespace NewsApi.Content.Reading.Lists;

/// <summary>How many articles of a list have a value.</summary>
/// <param name="Value">A text, the <see cref="Row"/> of a person, place or topic, or the beginning of a period.</param>
public sealed record FacetCount(object Value, int Count);

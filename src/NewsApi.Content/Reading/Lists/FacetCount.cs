namespace NewsApi.Content.Reading.Lists;

/// <summary>One value of a facet, and the number of articles in the list that have this value.</summary>
/// <param name="Value">The value: a text, the <see cref="Row"/> of a person, place or topic, or the beginning of a period.</param>
public sealed record FacetCount(object Value, int Count);

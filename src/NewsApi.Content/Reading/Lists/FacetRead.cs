namespace NewsApi.Content.Reading.Lists;

/// <summary>
/// A facet to read with a page of a list. A facet counts the articles of the whole list for each value of one property, for example for
/// each section.
/// </summary>
/// <param name="Key">The key under which the page keeps the counts.</param>
/// <param name="Size">The largest number of values.</param>
public abstract record FacetRead(string Key, int Size)
{
    /// <summary>Counts by a text field of the article, the most frequent text first. Articles without the text are not counted.</summary>
    public sealed record OfField(string Key, int Size, Field Field) : FacetRead(Key, Size);

    /// <summary>Counts by the people, places or topics that the articles mention, the most frequent first.</summary>
    /// <param name="Selection">The fields and related rows to read of each person, place or topic.</param>
    public sealed record OfEntities(string Key, int Size, Selection Selection) : FacetRead(Key, Size);

    /// <summary>Counts by the day or month of publication, the latest first.</summary>
    public sealed record OfPeriod(string Key, int Size, TimelineUnit Unit) : FacetRead(Key, Size);
}

namespace NewsApi.Content.Reading.Lists;

/// <summary>Counts of the articles of a list by one of their values, to read with a page of the list.</summary>
/// <param name="Key">The key under which the page keeps the counts.</param>
/// <param name="Size">The largest number of values.</param>
public abstract record FacetRead(string Key, int Size)
{
    /// <summary>By a text of the article, the most frequent first. Articles without the text are not counted.</summary>
    public sealed record OfField(string Key, int Size, Field Field) : FacetRead(Key, Size);

    /// <summary>By the people, places or topics that the articles mention, the most frequent first.</summary>
    /// <param name="Selection">What to read of each person, place or topic.</param>
    public sealed record OfEntities(string Key, int Size, Selection Selection) : FacetRead(Key, Size);

    /// <summary>By the day or month of publication, the latest first.</summary>
    public sealed record OfPeriod(string Key, int Size, TimelineUnit Unit) : FacetRead(Key, Size);
}

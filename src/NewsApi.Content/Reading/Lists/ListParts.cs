namespace NewsApi.Content.Reading.Lists;

/// <summary>The parts of a page to read. Each part is read by a separate statement.</summary>
[Flags]
public enum ListParts
{
    None = 0,

    /// <summary>The rows of the page.</summary>
    Rows = 1,

    /// <summary>The number of rows in the whole list.</summary>
    TotalCount = 2,
}

namespace NewsApi.Content.Reading.Lists;

/// <summary>The parts of a page to read; each part is a statement of its own.</summary>
[Flags]
public enum ListParts
{
    None = 0,

    /// <summary>The rows of the page.</summary>
    Rows = 1,

    /// <summary>The number of rows in the whole list.</summary>
    TotalCount = 2,
}

namespace NewsApi.Content.Reading.Lists;

/// <summary>The parts of a page to read; each part is a statement of its own.</summary>
[Flags]
public enum ListParts
{
    None = 0,

    /// <summary>The rows of the page.</summary>
    Rows = 1,

    /// <summary>How many rows the whole list has.</summary>
    TotalCount = 2,
}

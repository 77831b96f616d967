namespace NewsApi.Content.Reading.Lists;

/// <summary>Why a page cursor is rejected.</summary>
public enum PageCursorError
{
    /// <summary>The text is not a cursor of this service.</summary>
    Malformed,

    /// <summary>The cursor belongs to a list with another filter or another order.</summary>
    OfAnotherList,
}

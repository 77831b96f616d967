namespace NewsApi.Content.Reading.Lists;

/// <summary>Why a page cursor is rejected.</summary>
public enum PageCursorError
{
    /// <summary>Not a cursor of this service.</summary>
    Malformed,

    /// <summary>A cursor of another filter or another order.</summary>
    OfAnotherList,
}

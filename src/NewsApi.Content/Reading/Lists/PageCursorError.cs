namespace NewsApi.Content.Reading.Lists;

/// <summary>Why a cursor is refused.</summary>
public enum PageCursorError
{
    /// <summary>Not a cursor that this service gave out.</summary>
    Malformed,

    /// <summary>Given out for another filter or another order.</summary>
    OfAnotherList,
}

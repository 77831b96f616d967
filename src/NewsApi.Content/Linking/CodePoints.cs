namespace NewsApi.Content.Linking;

/// <summary>
/// Converts positions in a text from UTF-16 units to code points. The code points are counted from the unit <c>start</c>. Each
/// call continues to count from the position of the previous call, if the new position is not earlier.
/// </summary>
internal struct CodePoints(string text, int start)
{
    private int _done;
    private int _point;

    /// <summary>
    /// Returns the number of code points between the start position of this counter and <paramref name="unit"/>, a position in UTF-16
    /// units.
    /// </summary>
    public int At(int unit)
    {
        if (unit - start < _done)
        {
            (_done, _point) = (0, 0);
        }

        var between = text.AsSpan(start + _done, unit - start - _done);
        foreach (var c in between)
        {
            _point += char.IsLowSurrogate(c) ? 0 : 1;
        }

        _done = unit - start;
        return _point;
    }
}
